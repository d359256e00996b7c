using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>The rows in which none of some columns has a missing value: NaN, or key 0.</summary>
internal sealed class MissingValueFilter : RowFilter
{
    private readonly DataViewSchema.Column[] _columns;

    public MissingValueFilter(IDataView source, DataViewSchema.Column[] columns)
        : base(source)
    {
        _columns = columns;
        foreach (DataViewSchema.Column column in columns)
        {
            if (!CanBeMissing(ItemOf(column))) throw new ArgumentException($"Column '{column.Name}' is {column.Type}, which has no missing values; give columns of Single, Double or keys.", nameof(columns));
        }
    }

    protected override IEnumerable<DataViewSchema.Column> ConditionColumns => _columns;

    protected override Func<bool> CreateCondition(DataViewRow input)
    {
        Func<bool>[] present = Array.ConvertAll(_columns, column => Present(input, column));
        return present.Length == 1 ? present[0] : () => Array.TrueForAll(present, isPresent => isPresent());
    }

    private static DataViewType ItemOf(DataViewSchema.Column column) => column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;

    private static bool CanBeMissing(DataViewType type) => type is KeyDataViewType || type.RawType == typeof(float) || type.RawType == typeof(double);

    private static Func<bool> Present(DataViewRow input, DataViewSchema.Column column)
    {
        Type raw = ItemOf(column).RawType;
        if (raw == typeof(float)) return Present<float>(input, column, float.IsNaN);
        if (raw == typeof(double)) return Present<double>(input, column, double.IsNaN);
        if (raw == typeof(byte)) return Present<byte>(input, column, IsZero);
        if (raw == typeof(ushort)) return Present<ushort>(input, column, IsZero);
        return raw == typeof(uint) ? Present<uint>(input, column, IsZero) : Present<ulong>(input, column, IsZero);
    }

    private static bool IsZero<T>(T key)
        where T : INumberBase<T>
        => T.IsZero(key);

    private static Func<bool> Present<T>(DataViewRow input, DataViewSchema.Column column, Func<T, bool> isMissing)
    {
        if (column.Type is not VectorDataViewType)
        {
            ValueGetter<T> getter = input.GetGetter<T>(column);
            T value = default!;
            return () =>
            {
                getter(ref value);
                return !isMissing(value);
            };
        }
        ValueGetter<VBuffer<T>> vectorGetter = input.GetGetter<VBuffer<T>>(column);
        VBuffer<T> vector = default;
        return () =>
        {
            vectorGetter(ref vector);
            // A value that is not stored is 0: a number, but no key.
            if (!vector.IsDense && isMissing(default!)) return false;
            foreach (T item in vector.GetValues())
            {
                if (isMissing(item)) return false;
            }
            return true;
        };
    }
}
