using Microsoft.ML.AutoML;
using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Experiments;

/// <summary>
/// A monitor that is told of epochs as well. As with every monitor, calls come one at a time, from trials' threads.
/// </summary>
public interface IStudyMonitor : IMonitor
{
    /// <summary>A trial has passed an epoch.</summary>
    void ReportEpoch(StudyTrial trial, EpochReport report);

    /// <summary>
    /// A trial was stopped by the pruner, or cancelled. Completed and failed trials come by ML.NET's members.
    /// </summary>
    void ReportStoppedTrial(StudyTrialResult result);
}
