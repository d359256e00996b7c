namespace MlPipeline.AutoTune.Experiments;

/// <summary>
/// How far an experiment goes, and with how much of the machine. A limit that is null does not limit.
/// </summary>
public sealed record ExperimentOptions
{
    /// <summary>
    /// Trials of the study, those of earlier runs and other processes included; at least 1. Default: none.
    /// </summary>
    public int? MaxTrials { get; init; }

    /// <summary>Time of this run; trials that are running at its end are cancelled. Default: none.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>
    /// Epochs of all trials of the study together, at least 1; trials that are running then are cancelled. Default:
    /// none.
    /// </summary>
    public int? MaxEpochs { get; init; }

    /// <summary>Threads of all trials together, at least 1. Default: all cores.</summary>
    public int? MaxThreads { get; init; }

    /// <summary>
    /// Threads of a trial, at least 1; its result does not depend on it. Default: 1, which wastes least.
    /// </summary>
    public int ThreadsPerTrial { get; init; } = 1;

    /// <summary>Trials at once, at least 1. Default: as many as there are threads for.</summary>
    public int? Parallel { get; init; }

    /// <summary>
    /// While the process takes more memory, no trial is begun; in megabytes, at least 1. Default: none.
    /// </summary>
    public int? MaximumMemoryUsageInMegaByte { get; init; }

    /// <summary>Models of the best so many trials are kept as zip files; at least 0. Default: 3.</summary>
    public int KeptModels { get; init; } = 3;

    /// <summary>
    /// Where kept models go, with a <see cref="FeedForwardTrialRunner"/>; made where it is not there. Default: none are
    /// kept.
    /// </summary>
    public string? ModelDirectory { get; init; }

    /// <summary>The trials at once that the options come to.</summary>
    internal int Degree => Parallel ?? Math.Max(1, (MaxThreads ?? Environment.ProcessorCount) / ThreadsPerTrial);

    /// <summary>Checks the options; an experiment does so too.</summary>
    /// <exception cref="ArgumentException">
    /// An option is outside its range, or trials take more threads than there may be.
    /// </exception>
    public void Validate()
    {
        if (MaxTrials is { } trials)
            Require.AtLeast(1, trials, nameof(MaxTrials));
        if (MaxEpochs is { } epochs)
            Require.AtLeast(1, epochs, nameof(MaxEpochs));
        if (MaxThreads is { } threads)
            Require.AtLeast(1, threads, nameof(MaxThreads));
        if (Parallel is { } parallel)
            Require.AtLeast(1, parallel, nameof(Parallel));
        if (MaximumMemoryUsageInMegaByte is { } memory)
            Require.AtLeast(1, memory, nameof(MaximumMemoryUsageInMegaByte));
        Require.AtLeast(1, ThreadsPerTrial, nameof(ThreadsPerTrial));
        Require.AtLeast(0, KeptModels, nameof(KeptModels));
        if (MaxTime is { } time && time <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(MaxTime), $"MaxTime is {time}; give more than none.");
        if (MaxThreads is { } most && (long)Degree * ThreadsPerTrial > most)
            throw new ArgumentException(
                $"{Degree} trials at once of {ThreadsPerTrial} threads each take {Degree * ThreadsPerTrial} threads, "
                    + $"more than MaxThreads {most}; give fewer trials at once, or more threads."
            );
    }
}
