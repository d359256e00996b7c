namespace Microsoft.ML.Data;

/// <summary>Mean and spread of the metrics of binary classification.</summary>
public sealed class BinaryClassificationMetricsStatistics : IMetricsStatistics<BinaryClassificationMetrics>
{
    internal BinaryClassificationMetricsStatistics()
    {
    }

    /// <summary>Of <see cref="BinaryClassificationMetrics.AreaUnderRocCurve"/>.</summary>
    public MetricStatistics AreaUnderRocCurve { get; } = new();

    /// <summary>Of <see cref="BinaryClassificationMetrics.Accuracy"/>.</summary>
    public MetricStatistics Accuracy { get; } = new();

    /// <summary>Of <see cref="BinaryClassificationMetrics.PositivePrecision"/>.</summary>
    public MetricStatistics PositivePrecision { get; } = new();

    /// <summary>Of <see cref="BinaryClassificationMetrics.PositiveRecall"/>.</summary>
    public MetricStatistics PositiveRecall { get; } = new();

    /// <summary>Of <see cref="BinaryClassificationMetrics.NegativePrecision"/>.</summary>
    public MetricStatistics NegativePrecision { get; } = new();

    /// <summary>Of <see cref="BinaryClassificationMetrics.NegativeRecall"/>.</summary>
    public MetricStatistics NegativeRecall { get; } = new();

    /// <summary>Of <see cref="BinaryClassificationMetrics.F1Score"/>.</summary>
    public MetricStatistics F1Score { get; } = new();

    /// <summary>Of <see cref="BinaryClassificationMetrics.AreaUnderPrecisionRecallCurve"/>.</summary>
    public MetricStatistics AreaUnderPrecisionRecallCurve { get; } = new();

    void IMetricsStatistics<BinaryClassificationMetrics>.AddDifference(BinaryClassificationMetrics metrics, BinaryClassificationMetrics from)
    {
        AreaUnderRocCurve.Add(metrics.AreaUnderRocCurve - from.AreaUnderRocCurve);
        Accuracy.Add(metrics.Accuracy - from.Accuracy);
        PositivePrecision.Add(metrics.PositivePrecision - from.PositivePrecision);
        PositiveRecall.Add(metrics.PositiveRecall - from.PositiveRecall);
        NegativePrecision.Add(metrics.NegativePrecision - from.NegativePrecision);
        NegativeRecall.Add(metrics.NegativeRecall - from.NegativeRecall);
        F1Score.Add(metrics.F1Score - from.F1Score);
        AreaUnderPrecisionRecallCurve.Add(metrics.AreaUnderPrecisionRecallCurve - from.AreaUnderPrecisionRecallCurve);
    }
}
