using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoML;

/// <summary>
/// Looks at processors and memory of this process from time to time, and cancels a trial that takes more memory than it
/// may.
/// </summary>
public class DefaultPerformanceMonitor : IPerformanceMonitor
{
    private readonly AutoMLExperiment.AutoMLExperimentSettings _settings;
    private readonly IChannel _logger;
    private readonly Timer _timer;
    private readonly Lock _lock = new();
    private readonly int _interval;
    private TimeSpan _processorTime;
    private long _lookedAt;
    private double? _peakCpu;
    private double? _peakMemory;

    /// <summary>A monitor that does not look yet.</summary>
    public DefaultPerformanceMonitor(
        AutoMLExperiment.AutoMLExperimentSettings settings,
        IChannel logger,
        int checkIntervalInMilliseconds
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(checkIntervalInMilliseconds, 1);
        _settings = settings;
        _logger = logger;
        _interval = checkIntervalInMilliseconds;
        _timer = new Timer(_ => Look());
    }

    /// <inheritdoc/>
    public event EventHandler<TrialPerformanceMetrics>? PerformanceMetricsUpdated;

    /// <inheritdoc/>
    public void Start()
    {
        using Process process = Process.GetCurrentProcess();
        lock (_lock)
            (_processorTime, _lookedAt) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        _timer.Change(_interval, _interval);
    }

    /// <inheritdoc/>
    public void Pause()
    {
        _timer.Change(Timeout.Infinite, Timeout.Infinite);
        Look(); // so that a trial shorter than the interval is seen as well
    }

    /// <inheritdoc/>
    public void Stop()
    {
        _timer.Change(Timeout.Infinite, Timeout.Infinite);
        lock (_lock)
            (_peakCpu, _peakMemory) = (null, null);
    }

    /// <inheritdoc/>
    public double? GetPeakMemoryUsageInMegaByte() => _peakMemory;

    /// <inheritdoc/>
    public double? GetPeakCpuUsage() => _peakCpu;

    /// <inheritdoc/>
    public virtual void OnPerformanceMetricsUpdatedHandler(
        TrialSettings trialSettings,
        TrialPerformanceMetrics metrics,
        CancellationTokenSource trialCancellationTokenSource
    )
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(trialCancellationTokenSource);
        if (_settings.MaximumMemoryUsageInMegaByte is not { } most || !(metrics.PeakMemoryUsage > most))
            return;
        if (trialCancellationTokenSource.IsCancellationRequested)
            return;
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"Trial {trialSettings?.TrialId} is canceled: {metrics.PeakMemoryUsage:0} MB are above {most:0} MB."
        );
        _logger.Send(new ChannelMessage(ChannelMessageKind.Warning, MessageSensitivity.None, message));
        trialCancellationTokenSource.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Look()
    {
        TrialPerformanceMetrics metrics;
        using (Process process = Process.GetCurrentProcess())
        {
            lock (_lock)
                metrics = Measure(process);
        }
        PerformanceMetricsUpdated?.Invoke(this, metrics);
    }

    private TrialPerformanceMetrics Measure(Process process)
    {
        TimeSpan processorTime = process.TotalProcessorTime;
        double available = Stopwatch.GetElapsedTime(_lookedAt).TotalMilliseconds * Environment.ProcessorCount;
        double used = (processorTime - _processorTime).TotalMilliseconds;
        double cpu = available > 0 ? Math.Clamp(used / available, 0, 1) : 0;
        _processorTime = processorTime;
        _lookedAt = Stopwatch.GetTimestamp();
        double memory = process.WorkingSet64 / (1024.0 * 1024.0);
        _peakCpu = Math.Max(cpu, _peakCpu ?? 0);
        _peakMemory = Math.Max(memory, _peakMemory ?? 0);
        return new TrialPerformanceMetrics
        {
            CpuUsage = cpu,
            MemoryUsage = memory,
            PeakCpuUsage = _peakCpu,
            PeakMemoryUsage = _peakMemory,
        };
    }
}
