using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Divides every row of a vector column by its norm.</summary>
public sealed class LpNormNormalizingEstimator : LpNormNormalizingEstimatorBase, IEstimator<LpNormNormalizingTransformer>
{
    internal LpNormNormalizingEstimator(IHostEnvironment env, params RowNorm[] columns)
        : base(env, columns)
    {
    }
}
