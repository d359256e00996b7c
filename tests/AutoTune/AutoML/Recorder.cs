using Microsoft.ML.AutoML;

namespace MlPipeline.AutoTune.Tests.AutoML;

/// <summary>Keeps what an experiment reports.</summary>
internal sealed class Recorder : IMonitor
{
    public List<TrialResult> Completed { get; } = [];

    public List<int> Best { get; } = [];

    public List<(int Trial, Exception? Exception)> Failed { get; } = [];

    public List<int> Running { get; } = [];

    public void ReportRunningTrial(TrialSettings settings) => Running.Add(settings.TrialId);

    public void ReportCompletedTrial(TrialResult result) => Completed.Add(result);

    public void ReportBestTrial(TrialResult result) => Best.Add(result.TrialSettings.TrialId);

    public void ReportFailTrial(TrialSettings settings, Exception? exception = null) =>
        Failed.Add((settings.TrialId, exception));
}
