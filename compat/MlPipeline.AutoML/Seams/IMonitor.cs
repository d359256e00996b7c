namespace Microsoft.ML.AutoML;

/// <summary>Is told how an experiment gets on.</summary>
public interface IMonitor
{
    /// <summary>A trial starts.</summary>
    void ReportRunningTrial(TrialSettings settings);

    /// <summary>A trial has run to its end.</summary>
    void ReportCompletedTrial(TrialResult result);

    /// <summary>That trial is the best so far.</summary>
    void ReportBestTrial(TrialResult result);

    /// <summary>A trial has failed.</summary>
    void ReportFailTrial(TrialSettings settings, Exception? exception = null);
}
