using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.AutoML.CodeGen;

/// <summary>
/// ML.NET's own estimators, by which AutoML tells them apart; any other one is <see cref="Unknown"/>.
/// </summary>
[SuppressMessage("Design", "CA1008", Justification = "The values are ML.NET's.")]
public enum EstimatorType
{
    /// <summary>Light Gbm Binary.</summary>
    LightGbmBinary,

    /// <summary>Light Gbm Multi.</summary>
    LightGbmMulti,

    /// <summary>Light Gbm Regression.</summary>
    LightGbmRegression,

    /// <summary>Fast Forest Binary.</summary>
    FastForestBinary,

    /// <summary>Fast Forest Ova.</summary>
    FastForestOva,

    /// <summary>Fast Forest Regression.</summary>
    FastForestRegression,

    /// <summary>Fast Tree Binary.</summary>
    FastTreeBinary,

    /// <summary>Fast Tree Ova.</summary>
    FastTreeOva,

    /// <summary>Fast Tree Regression.</summary>
    FastTreeRegression,

    /// <summary>Fast Tree Tweedie Regression.</summary>
    FastTreeTweedieRegression,

    /// <summary>Lbfgs Logistic Regression Binary.</summary>
    LbfgsLogisticRegressionBinary,

    /// <summary>Lbfgs Logistic Regression Ova.</summary>
    LbfgsLogisticRegressionOva,

    /// <summary>Lbfgs Maximum Entropy Multi.</summary>
    LbfgsMaximumEntropyMulti,

    /// <summary>Lbfgs Poisson Regression Regression.</summary>
    LbfgsPoissonRegressionRegression,

    /// <summary>Sdca Logistic Regression Binary.</summary>
    SdcaLogisticRegressionBinary,

    /// <summary>Sdca Logistic Regression Ova.</summary>
    SdcaLogisticRegressionOva,

    /// <summary>Sdca Maximum Entropy Multi.</summary>
    SdcaMaximumEntropyMulti,

    /// <summary>Sdca Regression.</summary>
    SdcaRegression,

    /// <summary>Matrix Factorization.</summary>
    MatrixFactorization,

    /// <summary>Forecast By Ssa.</summary>
    ForecastBySsa,

    /// <summary>Concatenate.</summary>
    Concatenate,

    /// <summary>Naive.</summary>
    Naive,

    /// <summary>One Hot Encoding.</summary>
    OneHotEncoding,

    /// <summary>One Hot Hash Encoding.</summary>
    OneHotHashEncoding,

    /// <summary>Map Key To Value.</summary>
    MapKeyToValue,

    /// <summary>Replace Missing Values.</summary>
    ReplaceMissingValues,

    /// <summary>Normalize Min Max.</summary>
    NormalizeMinMax,

    /// <summary>Featurize Text.</summary>
    FeaturizeText,

    /// <summary>Normalize Text.</summary>
    NormalizeText,

    /// <summary>Convert Type.</summary>
    ConvertType,

    /// <summary>Map Value To Key.</summary>
    MapValueToKey,

    /// <summary>Any other estimator.</summary>
    Unknown,
}
