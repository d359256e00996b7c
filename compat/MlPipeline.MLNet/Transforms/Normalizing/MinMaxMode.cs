using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>
/// fixZero: x / max(|min|, |max|); else (x − min) / (max − min). A slot without spread becomes 0.
/// </summary>
internal sealed record MinMaxMode(bool FixZero) : NormalizationMode
{
    public override SlotStatistics<T> CreateStatistics<T>(int slots) => new Statistics<T>(slots, FixZero);

    private sealed class Statistics<T>(int slots, bool fixZero) : SlotStatistics<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly SlotRange<T> _range = new(slots);

        public override void Add(ReadOnlySpan<T> row) => _range.Add(row);

        public override NormalizerFunction<T> Finish()
        {
            var scale = new T[slots];
            T[]? offset = fixZero ? null : new T[slots];
            for (int i = 0; i < slots; i++)
            {
                T minimum = _range.Minimum[i];
                T maximum = _range.Maximum[i];
                if (minimum > maximum)
                    continue;

                if (offset is null)
                {
                    T magnitude = T.Max(T.Abs(minimum), T.Abs(maximum));
                    scale[i] = magnitude > T.Zero ? T.One / magnitude : T.Zero;
                }
                else if (maximum > minimum)
                {
                    offset[i] = minimum;
                    scale[i] = ReciprocalOfRange(minimum, maximum);
                }
            }

            return new AffineNormalizerFunction<T>(scale, offset);
        }

        // The range of very large values can overflow; half of it cannot.
        private static T ReciprocalOfRange(T minimum, T maximum)
        {
            T range = maximum - minimum;
            T two = T.One + T.One;
            return T.IsFinite(range) ? T.One / range : T.One / ((maximum / two) - (minimum / two)) / two;
        }
    }
}
