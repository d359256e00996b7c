namespace MlPipeline.AutoTune.Experiments;

/// <summary>
/// Limits of an experiment, and the resources that it uses. Null means no limit.
/// </summary>
public sealed record ExperimentOptions
{
    /// <summary>
    /// Maximum number of trials of the study, including those of earlier runs and other processes; at least 1. Default:
    /// none.
    /// </summary>
    public int? MaxTrials { get; init; }

    /// <summary>Maximum time of this run; trials that run at its end are cancelled. Default: none.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>
    /// Epochs of all trials of the study together, at least 1; trials that are running then are cancelled. Default:
    /// none.
    /// </summary>
    public int? MaxEpochs { get; init; }

    /// <summary>Maximum threads of all trials together, at least 1. Default: all cores.</summary>
    public int? MaxThreads { get; init; }

    /// <summary>
    /// Threads of each trial, at least 1; results do not depend on it. Default: 1, the most efficient.
    /// </summary>
    public int ThreadsPerTrial { get; init; } = 1;

    /// <summary>Trials that run at once, at least 1. Default: as many as the threads allow.</summary>
    public int? Parallel { get; init; }

    /// <summary>
    /// No trial starts while the process uses more memory than this; in megabytes, at least 1. Default: none.
    /// </summary>
    public int? MaximumMemoryUsageInMegaByte { get; init; }

    /// <summary>How many models of the best trials are kept as zip files; at least 0. Default: 3.</summary>
    public int KeptModels { get; init; } = 3;

    /// <summary>
    /// Where kept models go, with a <see cref="FeedForwardTrialRunner"/>; made where it is not there. Default: none are
    /// kept.
    /// </summary>
    public string? ModelDirectory { get; init; }

    /// <summary>How many trials run at once under these options.</summary>
    internal int Degree => Parallel ?? Math.Max(1, (MaxThreads ?? Environment.ProcessorCount) / ThreadsPerTrial);

    /// <summary>Validates the options; an experiment calls this too.</summary>
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
