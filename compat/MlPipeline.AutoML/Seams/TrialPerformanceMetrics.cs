namespace Microsoft.ML.AutoML;

/// <summary>What a trial takes of the machine.</summary>
public class TrialPerformanceMetrics
{
    /// <summary>The share of the processors it takes now, from 0 to 1.</summary>
    public double CpuUsage { get; internal set; }

    /// <summary>The memory the process takes now, in megabytes.</summary>
    public double MemoryUsage { get; internal set; }

    /// <summary>The highest share of the processors so far.</summary>
    public double? PeakCpuUsage { get; set; }

    /// <summary>The most memory so far, in megabytes.</summary>
    public double? PeakMemoryUsage { get; set; }
}
