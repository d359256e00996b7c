namespace Microsoft.ML.AutoML;

/// <summary>What to optimize when predicting one of several classes.</summary>
public enum MulticlassClassificationMetric
{
    /// <summary>The share of rows predicted right.</summary>
    MicroAccuracy,

    /// <summary>That share of each class, averaged over the classes.</summary>
    MacroAccuracy,

    /// <summary>The mean negative logarithm of the right class's probability.</summary>
    LogLoss,

    /// <summary>By how much the log loss is smaller than that of the classes' frequencies.</summary>
    LogLossReduction,

    /// <summary>The share of rows whose class is among the k predicted with the highest scores.</summary>
    TopKAccuracy,
}
