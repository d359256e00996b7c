using Microsoft.ML.AutoML;
using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Experiments;

/// <summary>
/// How a trial ended, with what ML.NET's result has no place for; tuners that know it make use of it.
/// </summary>
public sealed class StudyTrialResult : TrialResult
{
    /// <summary>
    /// How it ended. A failed or diverged trial has the loss and metric of the worst trial before it.
    /// </summary>
    public TrialState State { get; set; } = TrialState.Complete;

    /// <summary>Its epochs, in order.</summary>
    public IReadOnlyList<EpochReport> Epochs { get; set; } = [];

    /// <summary>Whether more of the metric is better; the loss is the metric's negative then.</summary>
    public bool IsMaximize { get; set; }

    /// <summary>What tuners make small, as it was after an epoch.</summary>
    internal double LossAfter(EpochReport epoch) => IsMaximize ? -epoch.Metric : epoch.Metric;
}
