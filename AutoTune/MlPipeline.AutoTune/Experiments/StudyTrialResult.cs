using Microsoft.ML.AutoML;
using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Experiments;

/// <summary>
/// The result of a trial, with more than ML.NET's result holds; our tuners use it.
/// </summary>
public sealed class StudyTrialResult : TrialResult
{
    /// <summary>
    /// How it ended. A failed or diverged trial has the loss and metric of the worst trial before it.
    /// </summary>
    public TrialState State { get; set; } = TrialState.Complete;

    /// <summary>Its epochs, in order.</summary>
    public IReadOnlyList<EpochReport> Epochs { get; set; } = [];

    /// <summary>Whether a higher metric is better; the loss is the metric's negative then.</summary>
    public bool IsMaximize { get; set; }

    /// <summary>Gets the value that tuners minimize, after an epoch.</summary>
    internal double LossAfter(EpochReport epoch) => IsMaximize ? -epoch.Metric : epoch.Metric;
}
