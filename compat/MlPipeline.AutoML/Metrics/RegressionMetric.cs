namespace Microsoft.ML.AutoML;

/// <summary>What to optimize when predicting a number.</summary>
public enum RegressionMetric
{
    /// <summary>The mean distance from the label.</summary>
    MeanAbsoluteError,

    /// <summary>The mean square of that distance.</summary>
    MeanSquaredError,

    /// <summary>The root of that mean.</summary>
    RootMeanSquaredError,

    /// <summary>The share of the labels' variance that is explained.</summary>
    RSquared,
}
