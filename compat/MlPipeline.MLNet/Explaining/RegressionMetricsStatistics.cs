namespace Microsoft.ML.Data;

/// <summary>Mean and spread of the metrics of regression.</summary>
public sealed class RegressionMetricsStatistics : IMetricsStatistics<RegressionMetrics>
{
    internal RegressionMetricsStatistics()
    {
    }

    /// <summary>Of <see cref="RegressionMetrics.MeanAbsoluteError"/>.</summary>
    public MetricStatistics MeanAbsoluteError { get; } = new();

    /// <summary>Of <see cref="RegressionMetrics.MeanSquaredError"/>.</summary>
    public MetricStatistics MeanSquaredError { get; } = new();

    /// <summary>Of <see cref="RegressionMetrics.RootMeanSquaredError"/>.</summary>
    public MetricStatistics RootMeanSquaredError { get; } = new();

    /// <summary>Of <see cref="RegressionMetrics.LossFunction"/>.</summary>
    public MetricStatistics LossFunction { get; } = new();

    /// <summary>Of <see cref="RegressionMetrics.RSquared"/>.</summary>
    public MetricStatistics RSquared { get; } = new();

    void IMetricsStatistics<RegressionMetrics>.AddDifference(RegressionMetrics metrics, RegressionMetrics from)
    {
        MeanAbsoluteError.Add(metrics.MeanAbsoluteError - from.MeanAbsoluteError);
        MeanSquaredError.Add(metrics.MeanSquaredError - from.MeanSquaredError);
        RootMeanSquaredError.Add(metrics.RootMeanSquaredError - from.RootMeanSquaredError);
        LossFunction.Add(metrics.LossFunction - from.LossFunction);
        RSquared.Add(metrics.RSquared - from.RSquared);
    }
}
