namespace Microsoft.ML.AutoML;

/// <summary>What to optimize when predicting yes or no.</summary>
public enum BinaryClassificationMetric
{
    /// <summary>The share of rows predicted right.</summary>
    Accuracy,

    /// <summary>The area under the curve of true over false positives.</summary>
    AreaUnderRocCurve,

    /// <summary>The area under the curve of precision over recall.</summary>
    AreaUnderPrecisionRecallCurve,

    /// <summary>The harmonic mean of precision and recall.</summary>
    F1Score,

    /// <summary>The share of rows predicted yes that are.</summary>
    PositivePrecision,

    /// <summary>The share of yes rows predicted so.</summary>
    PositiveRecall,

    /// <summary>The share of rows predicted no that are.</summary>
    NegativePrecision,

    /// <summary>The share of no rows predicted so.</summary>
    NegativeRecall,
}
