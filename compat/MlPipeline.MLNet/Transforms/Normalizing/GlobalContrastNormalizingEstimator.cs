using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Subtracts every row's mean and divides by its norm or standard deviation.</summary>
public sealed class GlobalContrastNormalizingEstimator : LpNormNormalizingEstimatorBase, IEstimator<LpNormNormalizingTransformer>
{
    internal GlobalContrastNormalizingEstimator(IHostEnvironment env, params RowNorm[] columns)
        : base(env, columns)
    {
    }
}
