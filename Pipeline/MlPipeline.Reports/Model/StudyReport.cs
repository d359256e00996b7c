namespace MlPipeline.Reports;

/// <summary>The report of a study: many trials of one training with different options.</summary>
public sealed record StudyReport : Report
{
    /// <summary>The metric of the study.</summary>
    public required StudyMetric Metric { get; init; }

    /// <summary>The parameters of the study.</summary>
    public required IReadOnlyList<StudyParameter> Parameters { get; init; }

    /// <summary>The trials, in the order of their start.</summary>
    public required IReadOnlyList<StudyTrial> Trials { get; init; }

    /// <summary>
    /// The best metric so far, after each trial; null before the first that completed. As long as the trials.
    /// </summary>
    public IReadOnlyList<double?> RunningBest { get; init; } = [];

    /// <summary>The tuner, the budget, the data set and other settings, by name.</summary>
    public IReadOnlyList<NamedValue> Settings { get; init; } = [];

    /// <summary>The best configuration; null until a trial is complete.</summary>
    public BestConfiguration? Best { get; init; }

    /// <summary>The figures of the final model on the test rows; empty until it was trained.</summary>
    public IReadOnlyList<NamedValue> FinalModel { get; init; } = [];
}

/// <summary>The metric of a study.</summary>
/// <param name="Name">Such as "validation accuracy".</param>
/// <param name="Maximize">Whether higher is better.</param>
public sealed record StudyMetric(string Name, bool Maximize);

/// <summary>A parameter of a study.</summary>
public sealed record StudyParameter
{
    /// <summary>Its name, under which trials have its values.</summary>
    public required string Name { get; init; }

    /// <summary>Whether its values are numbers rather than words.</summary>
    public required bool IsNumber { get; init; }

    /// <summary>Whether it was searched, and is drawn, on a logarithmic scale.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>The words, in their order; empty for numbers.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Share of the metric's variance that it explains, 0 to 1; null if unknown.</summary>
    public double? Importance { get; init; }

    /// <summary>Rank correlation with the metric (Spearman), -1 to 1; null for words or if unknown.</summary>
    public double? Correlation { get; init; }
}

/// <summary>The state of a trial.</summary>
public enum StudyTrialState
{
    /// <summary>The trial is running.</summary>
    Running,

    /// <summary>The trial ran to its end.</summary>
    Completed,

    /// <summary>The pruner stopped the trial, since others were better.</summary>
    Pruned,

    /// <summary>The trial failed.</summary>
    Failed,

    /// <summary>Cancelled by a user, or because the budget was spent.</summary>
    Cancelled,
}

/// <summary>A trial of a study.</summary>
public sealed record StudyTrial
{
    /// <summary>The number of the trial, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The state of the trial.</summary>
    public required StudyTrialState State { get; init; }

    /// <summary>The value of each parameter by name, without parameters that are inactive in this trial.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }

    /// <summary>The metric after each epoch.</summary>
    public IReadOnlyList<double?> Values { get; init; } = [];

    /// <summary>The final metric; null if there is none.</summary>
    public double? Metric { get; init; }

    /// <summary>The epochs of the trial if nothing stops it; null if unknown.</summary>
    public int? PlannedEpochs { get; init; }

    /// <summary>The duration so far, in seconds.</summary>
    public double? Seconds { get; init; }

    /// <summary>Its seed.</summary>
    public int? Seed { get; init; }

    /// <summary>Why it failed, or was pruned, in a sentence.</summary>
    public string? Message { get; init; }
}

/// <summary>The best configuration, as text to copy.</summary>
/// <param name="Trial">The trial that had it.</param>
/// <param name="CommandLine">The command that trains with it.</param>
/// <param name="CSharp">The C# that trains with it.</param>
public sealed record BestConfiguration(int Trial, string CommandLine, string CSharp);
