using Microsoft.ML.AutoML.CodeGen;
using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>An estimator as AutoML sees it: what kind it is, and its parameters.</summary>
public class Estimator
{
    /// <summary>One of an unknown kind, without parameters.</summary>
    protected Estimator() { }

    /// <summary>What kind it is.</summary>
    public EstimatorType EstimatorType { get; set; } = EstimatorType.Unknown;

    /// <summary>Its parameters.</summary>
    public Parameter Parameter { get; set; } = Parameter.CreateNestedParameter();
}
