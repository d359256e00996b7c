namespace Microsoft.ML.Data;

/// <summary>Mean and spread of every metric of a kind.</summary>
internal interface IMetricsStatistics<in TMetrics>
{
    /// <summary>Adds by how much metrics differ from others.</summary>
    void AddDifference(TMetrics metrics, TMetrics from);
}
