using System.Collections.Immutable;

namespace Microsoft.ML.Transforms;

/// <content>The learnt parameters as users see them: a number for a scalar column, an array for a vector.</content>
public sealed partial class NormalizingTransformer
{
    /// <summary>The learnt parameters of one column.</summary>
    public abstract class NormalizerModelParametersBase
    {
        private protected NormalizerModelParametersBase()
        {
        }
    }

    /// <summary>(x − offset) · scale. Offsets that are all zero are an empty array.</summary>
    public sealed class AffineNormalizerModelParameters<TData> : NormalizerModelParametersBase
    {
        internal AffineNormalizerModelParameters(TData scale, TData offset) => (Scale, Offset) = (scale, offset);

        /// <summary>What is multiplied by.</summary>
        public TData Scale { get; }

        /// <summary>What is subtracted first.</summary>
        public TData Offset { get; }
    }

    /// <summary>The normal distribution function, of x or of its logarithm.</summary>
    public sealed class CdfNormalizerModelParameters<TData> : NormalizerModelParametersBase
    {
        internal CdfNormalizerModelParameters(TData mean, TData standardDeviation, bool useLog)
            => (Mean, StandardDeviation, UseLog) = (mean, standardDeviation, useLog);

        /// <summary>The mean.</summary>
        public TData Mean { get; }

        /// <summary>The standard deviation.</summary>
        public TData StandardDeviation { get; }

        /// <summary>Whether mean and deviation are those of the logarithms.</summary>
        public bool UseLog { get; }
    }

    /// <summary>bin(x) / density − offset.</summary>
    public sealed class BinNormalizerModelParameters<TData> : NormalizerModelParametersBase
    {
        internal BinNormalizerModelParameters(ImmutableArray<TData> upperBounds, TData density, TData offset)
            => (UpperBounds, Density, Offset) = (upperBounds, density, offset);

        /// <summary>The upper bound of each bin.</summary>
        public ImmutableArray<TData> UpperBounds { get; }

        /// <summary>What a bin's number is divided by.</summary>
        public TData Density { get; }

        /// <summary>What is subtracted then.</summary>
        public TData Offset { get; }
    }
}
