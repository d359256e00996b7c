using Microsoft.ML.Data;

namespace Microsoft.ML.AutoML;

/// <summary>Evaluates predictions of one of several classes.</summary>
internal sealed class MulticlassMetricManager(
    MulticlassClassificationMetric metric,
    string labelColumn,
    string predictedColumn
) : IEvaluateMetricManager
{
    // ML.NET 5.0.0 takes a small log loss reduction for a good one; it is by how much the loss is smaller.
    public bool IsMaximize => metric != MulticlassClassificationMetric.LogLoss;

    public string MetricName => metric.ToString();

    public double Evaluate(MLContext context, IDataView eval)
    {
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(
            eval,
            labelColumn,
            predictedLabelColumnName: predictedColumn
        );
        return metric switch
        {
            MulticlassClassificationMetric.MicroAccuracy => metrics.MicroAccuracy,
            MulticlassClassificationMetric.MacroAccuracy => metrics.MacroAccuracy,
            MulticlassClassificationMetric.LogLoss => metrics.LogLoss,
            MulticlassClassificationMetric.LogLossReduction => metrics.LogLossReduction,
            MulticlassClassificationMetric.TopKAccuracy => metrics.TopKAccuracy,
            _ => throw new InvalidOperationException($"There is no multiclass metric {metric}."),
        };
    }
}
