using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>
/// fixZero: x / √(mean² + variance); else (x − mean) / √variance; with useCdf the normal distribution function of that.
/// With useLog, mean and variance are those of the logarithms of the positive values. The variance is the population's.
/// </summary>
internal sealed record MeanVarianceMode(bool FixZero, bool UseCdf, bool UseLog) : NormalizationMode
{
    public override SlotStatistics<T> CreateStatistics<T>(int slots) => new Statistics<T>(slots, this);

    private sealed class Statistics<T>(int slots, MeanVarianceMode mode) : SlotStatistics<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly long[] _count = new long[slots];
        private readonly double[] _mean = new double[slots];
        private readonly double[] _sumOfSquares = new double[slots];
        private long _lastCount;
        private double _lastInverse;

        // Welford's update: no cancellation however far the mean is from zero.
        public override void Add(ReadOnlySpan<T> row)
        {
            for (int i = 0; i < row.Length; i++)
            {
                double value = double.CreateTruncating(row[i]);
                if (mode.UseLog)
                    value = value > 0 ? Math.Log(value) : double.NaN;
                if (!double.IsFinite(value))
                    continue;

                // Slots mostly have the same count, and a division costs more than the rest.
                if (++_count[i] != _lastCount)
                    (_lastCount, _lastInverse) = (_count[i], 1.0 / _count[i]);
                double deviation = value - _mean[i];
                _mean[i] += deviation * _lastInverse;
                _sumOfSquares[i] += deviation * (value - _mean[i]);
            }
        }

        public override NormalizerFunction<T> Finish()
        {
            double[] deviation = [.. _sumOfSquares.Select((sum, i) => _count[i] == 0 ? 0 : Math.Sqrt(sum / _count[i]))];
            if (mode.UseCdf)
                return new CdfNormalizerFunction<T>([.. _mean.Select(T.CreateTruncating)], [.. deviation.Select(T.CreateTruncating)], mode.UseLog);
            return mode.FixZero ? AroundZero(deviation) : AroundMean(deviation);
        }

        private AffineNormalizerFunction<T> AroundZero(double[] deviation)
        {
            var scale = new T[slots];
            for (int i = 0; i < slots; i++)
            {
                T root = T.CreateTruncating(Math.Sqrt((_mean[i] * _mean[i]) + (deviation[i] * deviation[i])));
                scale[i] = root > T.Zero ? T.One / root : T.Zero;
            }

            return new AffineNormalizerFunction<T>(scale, null);
        }

        private AffineNormalizerFunction<T> AroundMean(double[] deviation)
        {
            var scale = new T[slots];
            var offset = new T[slots];
            for (int i = 0; i < slots; i++)
            {
                T spread = T.CreateTruncating(deviation[i]);
                if (spread > T.Zero)
                    (scale[i], offset[i]) = (T.One / spread, T.CreateTruncating(_mean[i]));
            }

            return new AffineNormalizerFunction<T>(scale, offset);
        }
    }
}
