namespace Microsoft.ML.Data;

/// <summary>Mean and spread of the metrics of multiclass classification.</summary>
public sealed class MulticlassClassificationMetricsStatistics : IMetricsStatistics<MulticlassClassificationMetrics>
{
    private readonly List<MetricStatistics> _perClassLogLoss = [];

    internal MulticlassClassificationMetricsStatistics()
    {
    }

    /// <summary>Of <see cref="MulticlassClassificationMetrics.MacroAccuracy"/>.</summary>
    public MetricStatistics MacroAccuracy { get; } = new();

    /// <summary>Of <see cref="MulticlassClassificationMetrics.MicroAccuracy"/>.</summary>
    public MetricStatistics MicroAccuracy { get; } = new();

    /// <summary>Of <see cref="MulticlassClassificationMetrics.LogLoss"/>.</summary>
    public MetricStatistics LogLoss { get; } = new();

    /// <summary>Of <see cref="MulticlassClassificationMetrics.LogLossReduction"/>.</summary>
    public MetricStatistics LogLossReduction { get; } = new();

    /// <summary>Of <see cref="MulticlassClassificationMetrics.TopKAccuracy"/>.</summary>
    public MetricStatistics TopKAccuracy { get; } = new();

    /// <summary>Of <see cref="MulticlassClassificationMetrics.PerClassLogLoss"/>.</summary>
    public IReadOnlyList<MetricStatistics> PerClassLogLoss => _perClassLogLoss;

    void IMetricsStatistics<MulticlassClassificationMetrics>.AddDifference(MulticlassClassificationMetrics metrics, MulticlassClassificationMetrics from)
    {
        MacroAccuracy.Add(metrics.MacroAccuracy - from.MacroAccuracy);
        MicroAccuracy.Add(metrics.MicroAccuracy - from.MicroAccuracy);
        LogLoss.Add(metrics.LogLoss - from.LogLoss);
        LogLossReduction.Add(metrics.LogLossReduction - from.LogLossReduction);
        TopKAccuracy.Add(metrics.TopKAccuracy - from.TopKAccuracy);
        for (int i = 0; i < metrics.PerClassLogLoss.Count; i++)
        {
            if (i == _perClassLogLoss.Count) _perClassLogLoss.Add(new MetricStatistics());
            _perClassLogLoss[i].Add(metrics.PerClassLogLoss[i] - from.PerClassLogLoss[i]);
        }
    }
}
