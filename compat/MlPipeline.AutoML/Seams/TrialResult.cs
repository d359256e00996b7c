namespace Microsoft.ML.AutoML;

/// <summary>
/// How a trial ended. Two are equal, as this class compares them, when they are of trials with the same number.
/// </summary>
public class TrialResult : IEqualityComparer<TrialResult>
{
    /// <summary>The trial.</summary>
    public TrialSettings TrialSettings { get; set; } = null!;

    /// <summary>Its model; null if it failed.</summary>
    public ITransformer Model { get; set; } = null!;

    /// <summary>What tuners make small: the metric, or its negative where a larger metric is better.</summary>
    public double Loss { get; set; }

    /// <summary>The metric.</summary>
    public double Metric { get; set; }

    /// <summary>How long it took.</summary>
    public double DurationInMilliseconds { get; set; }

    /// <summary>The highest share of the processors it took, from 0 to 1; null if not measured.</summary>
    public double? PeakCpu { get; set; }

    /// <summary>The most memory the process took; null if not measured.</summary>
    public double? PeakMemoryInMegaByte { get; set; }

    /// <inheritdoc/>
    public bool Equals(TrialResult? x, TrialResult? y) => x?.TrialSettings?.TrialId == y?.TrialSettings?.TrialId;

    /// <inheritdoc/>
    public int GetHashCode(TrialResult obj) => obj?.TrialSettings?.TrialId ?? 0;
}
