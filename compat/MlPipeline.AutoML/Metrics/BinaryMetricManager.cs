using Microsoft.ML.Data;

namespace Microsoft.ML.AutoML;

/// <summary>Evaluates predictions of yes or no.</summary>
internal sealed class BinaryMetricManager(BinaryClassificationMetric metric, string labelColumn, string predictedColumn)
    : IEvaluateMetricManager
{
    public bool IsMaximize => true;

    public string MetricName => metric.ToString();

    public double Evaluate(MLContext context, IDataView eval)
    {
        BinaryClassificationMetrics metrics = context.BinaryClassification.EvaluateNonCalibrated(
            eval,
            labelColumn,
            predictedLabelColumnName: predictedColumn
        );
        return metric switch
        {
            BinaryClassificationMetric.Accuracy => metrics.Accuracy,
            BinaryClassificationMetric.AreaUnderRocCurve => metrics.AreaUnderRocCurve,
            BinaryClassificationMetric.AreaUnderPrecisionRecallCurve => metrics.AreaUnderPrecisionRecallCurve,
            BinaryClassificationMetric.F1Score => metrics.F1Score,
            BinaryClassificationMetric.PositivePrecision => metrics.PositivePrecision,
            BinaryClassificationMetric.PositiveRecall => metrics.PositiveRecall,
            BinaryClassificationMetric.NegativePrecision => metrics.NegativePrecision,
            BinaryClassificationMetric.NegativeRecall => metrics.NegativeRecall,
            _ => throw new InvalidOperationException($"There is no binary metric {metric}."),
        };
    }
}
