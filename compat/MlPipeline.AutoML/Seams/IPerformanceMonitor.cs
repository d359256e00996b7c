namespace Microsoft.ML.AutoML;

/// <summary>Watches what a trial takes of the machine.</summary>
public interface IPerformanceMonitor : IDisposable
{
    /// <summary>Raised after every look.</summary>
    event EventHandler<TrialPerformanceMetrics> PerformanceMetricsUpdated;

    /// <summary>Starts looking.</summary>
    void Start();

    /// <summary>Stops looking for a while.</summary>
    void Pause();

    /// <summary>Stops looking and forgets what it saw.</summary>
    void Stop();

    /// <summary>The most memory seen; null if none was looked at.</summary>
    double? GetPeakMemoryUsageInMegaByte();

    /// <summary>The highest share of the processors seen, from 0 to 1; null if none was looked at.</summary>
    double? GetPeakCpuUsage();

    /// <summary>Decides, after a look, whether the trial may go on.</summary>
    void OnPerformanceMetricsUpdatedHandler(
        TrialSettings trialSettings,
        TrialPerformanceMetrics metrics,
        CancellationTokenSource trialCancellationTokenSource
    );
}
