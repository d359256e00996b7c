using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>
/// (x − median) / ((max − min) · (quantileMax − quantileMin) / 100), the median only if asked to centre. As in ML.NET the
/// quantiles are those of the range, and a slot without spread becomes NaN.
/// </summary>
internal sealed record RobustScalingMode(bool CenterData, uint QuantileMin, uint QuantileMax) : NormalizationMode
{
    public override string? Problem => QuantileMin < QuantileMax && QuantileMax <= 100
        ? null
        : $"quantileMin is {QuantileMin} and quantileMax {QuantileMax}; give 0 <= quantileMin < quantileMax <= 100.";

    public override SlotStatistics<T> CreateStatistics<T>(int slots) => new Statistics<T>(slots, this);

    private sealed class Statistics<T>(int slots, RobustScalingMode mode) : SlotStatistics<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly SlotRange<T> _range = new(slots);
        private readonly SlotValues<T>? _values = mode.CenterData ? new(slots) : null;

        public override void Add(ReadOnlySpan<T> row)
        {
            _range.Add(row);
            _values?.Add(row);
        }

        public override NormalizerFunction<T> Finish()
        {
            T part = T.CreateTruncating(mode.QuantileMax - mode.QuantileMin) / T.CreateTruncating(100);
            var scale = new T[slots];
            T[]? offset = _values is null ? null : new T[slots];
            for (int i = 0; i < slots; i++)
            {
                scale[i] = T.One / ((_range.Maximum[i] - _range.Minimum[i]) * part);
                if (offset is not null)
                    offset[i] = _values!.Median(i);
            }

            return new AffineNormalizerFunction<T>(scale, offset);
        }
    }
}
