using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Collects the distinct values of one column, in the order they come, up to a number.</summary>
internal abstract class TermCollector
{
    /// <summary>Takes the current row's value or values.</summary>
    public abstract void AddRow();

    /// <summary>The map of what was collected; sorted if the keys are to follow the values.</summary>
    public abstract TermMap Finish(bool sorted);

    /// <summary>A collector on the column of a cursor; null when the column's type has no terms.</summary>
    public static TermCollector? CreateOrNull(DataViewRow row, DataViewSchema.Column column, int maximumCount)
        => PrimitiveTypes.Visit(ItemTypes.ItemOf(column.Type).RawType, new Visitor(row, column, maximumCount));

    private sealed class Visitor(DataViewRow row, DataViewSchema.Column column, int maximumCount) : IPrimitiveTypeVisitor<TermCollector>
    {
        public TermCollector Visit<T>()
            where T : notnull
            => new Collector<T>(row, column, maximumCount);
    }

    private sealed class Collector<T> : TermCollector
        where T : notnull
    {
        private readonly PrimitiveDataViewType _itemType;
        private readonly bool _isKey;
        private readonly int _maximumCount;
        private readonly ValueGetter<T>? _scalar;
        private readonly ValueGetter<VBuffer<T>>? _vector;
        private readonly HashSet<T> _seen = new(Terms<T>.Equality);
        private readonly List<T> _terms = [];
        private T _value = default!;
        private VBuffer<T> _values;

        public Collector(DataViewRow row, DataViewSchema.Column column, int maximumCount)
        {
            _itemType = (PrimitiveDataViewType)ItemTypes.ItemOf(column.Type);
            _isKey = _itemType is KeyDataViewType;
            _maximumCount = maximumCount;
            if (column.Type is VectorDataViewType)
                _vector = row.GetGetter<VBuffer<T>>(column);
            else
                _scalar = row.GetGetter<T>(column);
        }

        public override void AddRow()
        {
            if (_scalar is not null)
            {
                _scalar(ref _value);
                Add(_value);
                return;
            }

            // Implicit zeros of a sparse vector are values too.
            _vector!(ref _values);
            if (_values.GetValues().Length < _values.Length)
                Add(default!);
            foreach (T value in _values.GetValues())
                Add(value);
        }

        public override TermMap Finish(bool sorted)
        {
            T[] terms = [.. _terms];
            if (sorted)
                Array.Sort(terms, Terms<T>.Order);
            return new TermMap<T>(_itemType, terms);
        }

        private void Add(T value)
        {
            if (_terms.Count >= _maximumCount || Terms<T>.IsMissing(value, _isKey) || _seen.Contains(value))
                return;
            T kept = Terms<T>.Keep(value);
            _seen.Add(kept);
            _terms.Add(kept);
        }
    }
}
