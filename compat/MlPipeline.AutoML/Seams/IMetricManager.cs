namespace Microsoft.ML.AutoML;

/// <summary>The metric that an experiment is about.</summary>
public interface IMetricManager
{
    /// <summary>Whether a larger one is better.</summary>
    bool IsMaximize { get; }

    /// <summary>Its name.</summary>
    string MetricName { get; }
}
