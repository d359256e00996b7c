using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.AutoML;

/// <summary>What every kind of experiment can be told.</summary>
public abstract class ExperimentSettings
{
    /// <summary>How many models to try at most.</summary>
    [SuppressMessage("Design", "CA1051", Justification = "The public surface is ML.NET's.")]
    public int MaxModels = int.MaxValue;

    /// <summary>How long to search, in seconds; a day if nothing is said.</summary>
    public uint MaxExperimentTimeInSeconds { get; set; } = 24 * 60 * 60;

    /// <summary>Ends the search.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>Where models are kept meanwhile.</summary>
    public string CacheDirectoryName { get; set; } = "Microsoft.ML.AutoML";

    /// <summary>Whether to keep the rows in memory before the trainer.</summary>
    public CacheBeforeTrainer CacheBeforeTrainer { get; set; }

    /// <summary>A trial that takes more is canceled.</summary>
    public double? MaximumMemoryUsageInMegaByte { get; set; }
}
