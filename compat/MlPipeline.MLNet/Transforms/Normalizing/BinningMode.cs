using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>
/// bin(x) / (bins − 1), less that of zero when zero must stay zero. The bins of a slot hold about equally many of its values.
/// </summary>
internal sealed record BinningMode(bool FixZero, int MaximumBinCount) : NormalizationMode
{
    public override string? Problem => MaximumBinCount > 1
        ? null
        : $"maximumBinCount is {MaximumBinCount}; give at least 2.";

    public override SlotStatistics<T> CreateStatistics<T>(int slots) => new Statistics<T>(slots, this);

    /// <summary>
    /// The upper bounds of at most <paramref name="maximumBins"/> bins: halfway between neighbouring values, the last infinite.
    /// Equal values share a bin; each bin takes its fair share of the values that are left.
    /// </summary>
    internal static T[] FindUpperBounds<T>(T[] values, int[] counts, int maximumBins)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var bounds = new List<T>();
        long left = counts.Sum(count => (long)count);
        long inBin = 0;
        for (int i = 0; i + 1 < values.Length; i++)
        {
            inBin += counts[i];
            int binsLeft = maximumBins - bounds.Count;
            bool enoughForAll = values.Length - i <= binsLeft;
            if (binsLeft > 1 && (enoughForAll || inBin * binsLeft >= left))
            {
                bounds.Add((values[i] / (T.One + T.One)) + (values[i + 1] / (T.One + T.One)));
                left -= inBin;
                inBin = 0;
            }
        }

        bounds.Add(T.PositiveInfinity);
        return [.. bounds];
    }

    private sealed class Statistics<T>(int slots, BinningMode mode) : SlotStatistics<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly SlotValues<T> _values = new(slots);

        public override void Add(ReadOnlySpan<T> row) => _values.Add(row);

        public override NormalizerFunction<T> Finish()
        {
            var bounds = new T[slots][];
            for (int i = 0; i < slots; i++)
            {
                (T[] values, int[] counts) = _values.Distinct(i);
                bounds[i] = FindUpperBounds(values, counts, mode.MaximumBinCount);
            }

            return new BinNormalizerFunction<T>(bounds, mode.FixZero);
        }
    }
}
