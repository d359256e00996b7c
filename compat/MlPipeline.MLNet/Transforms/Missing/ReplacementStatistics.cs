using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Learns one column's replacements: one a slot, or one for all slots.</summary>
internal abstract class ReplacementStatistics
{
    /// <summary>Takes the current row.</summary>
    public abstract void AddRow();

    public abstract Replacements Finish();

    /// <summary>The statistics on the column of a cursor; null when the column is of no type that has missing values.</summary>
    public static ReplacementStatistics? CreateOrNull(DataViewRow row, DataViewSchema.Column source, ReplacementColumn column)
        => ItemTypes.ItemOf(source.Type) == NumberDataViewType.Single ? new OfType<float>(row, source, column)
            : ItemTypes.ItemOf(source.Type) == NumberDataViewType.Double ? new OfType<double>(row, source, column)
            : null;

    private sealed class OfType<T> : ReplacementStatistics
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly MissingValueReplacingEstimator.ReplacementMode _mode;
        private readonly ValueGetter<T>? _scalar;
        private readonly ValueGetter<VBuffer<T>>? _vector;
        private readonly T[] _extreme;
        private readonly double[] _sum;
        private readonly long[] _count;
        private readonly Dictionary<T, long>[] _frequency;
        private T[] _dense = new T[1];
        private VBuffer<T> _row;

        public OfType(DataViewRow row, DataViewSchema.Column source, ReplacementColumn column)
        {
            _mode = column.Mode;

            // Slots of vectors of variable size have no identity, so one replacement serves all.
            int places = column.BySlot && source.Type is VectorDataViewType { IsKnownSize: true } vector ? vector.Size : 1;
            _extreme = new T[places];
            _sum = new double[places];
            _count = new long[places];
            _frequency = _mode == MissingValueReplacingEstimator.ReplacementMode.Mode
                ? [.. Enumerable.Range(0, places).Select(_ => new Dictionary<T, long>())]
                : [];
            if (source.Type is VectorDataViewType)
                _vector = row.GetGetter<VBuffer<T>>(source);
            else
                _scalar = row.GetGetter<T>(source);
        }

        public override void AddRow()
        {
            if (_mode == MissingValueReplacingEstimator.ReplacementMode.DefaultValue)
                return;
            if (_scalar is not null)
            {
                _scalar(ref _dense[0]);
            }
            else
            {
                _vector!(ref _row);
                if (_dense.Length != _row.Length)
                    _dense = new T[_row.Length];
                _row.CopyTo(_dense);
            }

            for (int i = 0; i < _dense.Length; i++)
            {
                if (!T.IsNaN(_dense[i]))
                    Add(_sum.Length == 1 ? 0 : i, _dense[i]);
            }
        }

        public override Replacements Finish()
        {
            var values = new T[_sum.Length];
            for (int place = 0; place < values.Length; place++)
                values[place] = _count[place] == 0 ? T.Zero : ValueOf(place);
            return new Replacements<T>(values);
        }

        private void Add(int place, T value)
        {
            bool first = _count[place]++ == 0;
            _sum[place] += double.CreateTruncating(value);
            if (_mode == MissingValueReplacingEstimator.ReplacementMode.Mode)
                CollectionsMarshal.GetValueRefOrAddDefault(_frequency[place], value, out _)++;
            else if (first || (_mode == MissingValueReplacingEstimator.ReplacementMode.Minimum ? value < _extreme[place] : value > _extreme[place]))
                _extreme[place] = value;
        }

        private T ValueOf(int place) => _mode switch
        {
            MissingValueReplacingEstimator.ReplacementMode.Mean => T.CreateTruncating(_sum[place] / _count[place]),
            MissingValueReplacingEstimator.ReplacementMode.Mode => _frequency[place].MaxBy(pair => pair.Value).Key,
            MissingValueReplacingEstimator.ReplacementMode.DefaultValue => T.Zero,
            _ => _extreme[place],
        };
    }
}
