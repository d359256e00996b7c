using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.ML.AutoML;

/// <content>Metrics.</content>
public static partial class AutoMLExperimentExtension
{
    /// <summary>Sets the metric of a pipeline that predicts yes or no.</summary>
    public static AutoMLExperiment SetBinaryClassificationMetric(
        this AutoMLExperiment experiment,
        BinaryClassificationMetric metric,
        string labelColumn = "label",
        string predictedColumn = "PredictedLabel"
    ) => experiment.SetMetric(new BinaryMetricManager(metric, labelColumn, predictedColumn));

    /// <summary>Sets the metric of a pipeline that predicts one of several classes.</summary>
    public static AutoMLExperiment SetMulticlassClassificationMetric(
        this AutoMLExperiment experiment,
        MulticlassClassificationMetric metric,
        string labelColumn = "label",
        string predictedColumn = "PredictedLabel"
    ) => experiment.SetMetric(new MulticlassMetricManager(metric, labelColumn, predictedColumn));

    /// <summary>Sets the metric of a pipeline that predicts a number.</summary>
    public static AutoMLExperiment SetRegressionMetric(
        this AutoMLExperiment experiment,
        RegressionMetric metric,
        string labelColumn = "Label",
        string scoreColumn = "Score"
    ) => experiment.SetMetric(new RegressionMetricManager(metric, labelColumn, scoreColumn));

    private static AutoMLExperiment SetMetric(this AutoMLExperiment experiment, IEvaluateMetricManager metric)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return experiment.With(services => services.AddSingleton<IMetricManager>(metric).AddSingleton(metric));
    }
}
