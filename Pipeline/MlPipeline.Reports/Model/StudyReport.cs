namespace MlPipeline.Reports;

/// <summary>A search for good options: many trials of the same training.</summary>
public sealed record StudyReport : Report
{
    /// <summary>What the search looks for.</summary>
    public required StudyMetric Metric { get; init; }

    /// <summary>What was varied.</summary>
    public required IReadOnlyList<StudyParameter> Parameters { get; init; }

    /// <summary>In the order they started.</summary>
    public required IReadOnlyList<StudyTrial> Trials { get; init; }

    /// <summary>
    /// The best metric so far, after each trial; null before the first that completed. As long as the trials.
    /// </summary>
    public IReadOnlyList<double?> RunningBest { get; init; } = [];

    /// <summary>What tuner, budget and data set, by name.</summary>
    public IReadOnlyList<NamedValue> Settings { get; init; } = [];

    /// <summary>The best configuration; null while none completed.</summary>
    public BestConfiguration? Best { get; init; }

    /// <summary>The final model on the test set, by name; empty until it was trained.</summary>
    public IReadOnlyList<NamedValue> FinalModel { get; init; } = [];
}

/// <summary>What a study looks for.</summary>
/// <param name="Name">Such as "validation accuracy".</param>
/// <param name="Maximize">Whether higher is better.</param>
public sealed record StudyMetric(string Name, bool Maximize);

/// <summary>An option that a study varies.</summary>
public sealed record StudyParameter
{
    /// <summary>Its name; trials give its value by this name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether its values are numbers; else words.</summary>
    public required bool IsNumber { get; init; }

    /// <summary>Whether it was searched, and is drawn, on a logarithmic scale.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>The words, in their order; empty for numbers.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Share of the metric's variance that it explains, 0 to 1; null where unknown.</summary>
    public double? Importance { get; init; }

    /// <summary>Rank correlation with the metric (Spearman), -1 to 1; null for words and where unknown.</summary>
    public double? Correlation { get; init; }
}

/// <summary>How far a trial came.</summary>
public enum StudyTrialState
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>It ran to its end.</summary>
    Completed,

    /// <summary>It was stopped early, for others did better.</summary>
    Pruned,

    /// <summary>It went wrong.</summary>
    Failed,

    /// <summary>Somebody stopped it, or the budget was spent.</summary>
    Cancelled,
}

/// <summary>A trial of a study.</summary>
public sealed record StudyTrial
{
    /// <summary>From 0.</summary>
    public required int Number { get; init; }

    /// <summary>How far it came.</summary>
    public required StudyTrialState State { get; init; }

    /// <summary>The value of each parameter, by name; those that play no part in this trial are left out.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }

    /// <summary>The metric after each epoch.</summary>
    public IReadOnlyList<double?> Values { get; init; } = [];

    /// <summary>The final metric; null where there is none.</summary>
    public double? Metric { get; init; }

    /// <summary>Epochs it runs if nothing stops it; null where unknown.</summary>
    public int? PlannedEpochs { get; init; }

    /// <summary>How long it took so far.</summary>
    public double? Seconds { get; init; }

    /// <summary>Its seed.</summary>
    public int? Seed { get; init; }

    /// <summary>Why it failed, or was pruned, in a sentence.</summary>
    public string? Message { get; init; }
}

/// <summary>The best configuration, to be used elsewhere.</summary>
/// <param name="Trial">The trial that had it.</param>
/// <param name="CommandLine">The command that trains with it.</param>
/// <param name="CSharp">The C# that trains with it.</param>
public sealed record BestConfiguration(int Trial, string CommandLine, string CSharp);
