namespace Microsoft.ML.Runtime;

/// <summary>What a progress channel reports.</summary>
public sealed class ProgressHeader
{
    /// <summary>Names of the units in which progress is counted.</summary>
    public readonly IReadOnlyList<string> UnitNames;

    /// <summary>Names of the metrics.</summary>
    public readonly IReadOnlyList<string> MetricNames;

    /// <summary>With metrics.</summary>
    public ProgressHeader(string[]? metricNames, string[]? unitNames) => (MetricNames, UnitNames) = (metricNames ?? [], unitNames ?? []);

    /// <summary>Without metrics.</summary>
    public ProgressHeader(params string[] unitNames)
        : this(null, unitNames)
    {
    }
}
