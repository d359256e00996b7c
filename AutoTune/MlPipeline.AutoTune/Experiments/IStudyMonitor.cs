using Microsoft.ML.AutoML;
using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Experiments;

/// <summary>
/// A monitor that also receives epochs. As with every monitor, calls come one at a time, on the threads of trials.
/// </summary>
public interface IStudyMonitor : IMonitor
{
    /// <summary>Called after each epoch of a trial.</summary>
    void ReportEpoch(StudyTrial trial, EpochReport report);

    /// <summary>
    /// Called when a trial was pruned or cancelled. For completed and failed trials ML.NET's members are called.
    /// </summary>
    void ReportStoppedTrial(StudyTrialResult result);
}
