namespace Microsoft.ML.Runtime;

/// <summary>Starts progress channels.</summary>
public interface IProgressChannelProvider
{
    /// <summary>Starts one.</summary>
    IProgressChannel StartProgressChannel(string name);
}

/// <summary>Takes reports on how far a calculation is.</summary>
public interface IProgressChannel : IProgressChannelProvider, IDisposable
{
    /// <summary>Says what is reported, and how to get it when somebody asks.</summary>
    void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction);

    /// <summary>Reports now: metrics, then progress, then limits, in the header's order.</summary>
    void Checkpoint(params double?[] values);
}

/// <summary>One report.</summary>
public interface IProgressEntry
{
    /// <summary>Sets how far a unit is.</summary>
    void SetProgress(int index, double value);

    /// <summary>Sets how far a unit is, and how far it will go.</summary>
    void SetProgress(int index, double value, double lim);

    /// <summary>Sets a metric.</summary>
    void SetMetric(int index, double value);
}

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
