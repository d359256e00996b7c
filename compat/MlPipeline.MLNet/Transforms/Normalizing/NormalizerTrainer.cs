using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Feeds one column's rows to the statistics of its normalization.</summary>
internal abstract class NormalizerTrainer
{
    /// <summary>Takes the current row; false when enough rows were taken.</summary>
    public abstract bool AddRow();

    public abstract NormalizerFunction Finish();

    /// <summary>The trainer on the column of a cursor; null when the column is of no type that is normalized.</summary>
    public static NormalizerTrainer? CreateOrNull(DataViewRow row, DataViewSchema.Column source, NormalizedColumn column)
        => source.Type is VectorDataViewType { IsKnownSize: false } ? null
            : ItemTypes.ItemOf(source.Type) == NumberDataViewType.Single ? new Trainer<float>(row, source, column)
            : ItemTypes.ItemOf(source.Type) == NumberDataViewType.Double ? new Trainer<double>(row, source, column)
            : null;

    private sealed class Trainer<T> : NormalizerTrainer
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly SlotStatistics<T> _statistics;
        private readonly ValueGetter<T>? _scalar;
        private readonly ValueGetter<VBuffer<T>>? _vector;
        private readonly T[] _dense;
        private long _left;
        private VBuffer<T> _row;

        public Trainer(DataViewRow row, DataViewSchema.Column source, NormalizedColumn column)
        {
            int slots = source.Type is VectorDataViewType vector ? vector.Size : 1;
            _statistics = column.Mode.CreateStatistics<T>(slots);
            _left = column.MaximumExampleCount;
            _dense = new T[slots];
            if (source.Type is VectorDataViewType)
                _vector = row.GetGetter<VBuffer<T>>(source);
            else
                _scalar = row.GetGetter<T>(source);
        }

        public override bool AddRow()
        {
            if (_left == 0)
                return false;
            _left--;
            if (_scalar is not null)
            {
                _scalar(ref _dense[0]);
                _statistics.Add(_dense);
                return true;
            }

            _vector!(ref _row);
            if (_row.IsDense)
            {
                _statistics.Add(_row.GetValues());
            }
            else
            {
                _row.CopyTo(_dense);
                _statistics.Add(_dense);
            }

            return true;
        }

        public override NormalizerFunction Finish() => _statistics.Finish();
    }
}
