namespace Microsoft.ML.AutoML;

/// <summary>Evaluates scored rows.</summary>
public interface IEvaluateMetricManager : IMetricManager
{
    /// <summary>The metric of scored rows.</summary>
    double Evaluate(MLContext context, IDataView eval);
}
