using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Scoring;

/// <summary>Values of a column, copied while its cursor stands on them, until their rows' turn.</summary>
internal abstract class KeptColumn
{
    private static readonly Dictionary<Type, Maker> Makers = new()
    {
        [typeof(float)] = new Maker<float>(),
        [typeof(double)] = new Maker<double>(),
        [typeof(bool)] = new Maker<bool>(),
        [typeof(sbyte)] = new Maker<sbyte>(),
        [typeof(byte)] = new Maker<byte>(),
        [typeof(short)] = new Maker<short>(),
        [typeof(ushort)] = new Maker<ushort>(),
        [typeof(int)] = new Maker<int>(),
        [typeof(uint)] = new Maker<uint>(),
        [typeof(long)] = new Maker<long>(),
        [typeof(ulong)] = new Maker<ulong>(),
        [typeof(ReadOnlyMemory<char>)] = new Maker<ReadOnlyMemory<char>>(),
        [typeof(TimeSpan)] = new Maker<TimeSpan>(),
        [typeof(DateTime)] = new Maker<DateTime>(),
        [typeof(DateTimeOffset)] = new Maker<DateTimeOffset>(),
        [typeof(DataViewRowId)] = new Maker<DataViewRowId>(),
    };

    /// <summary>Copies the current value to a place.</summary>
    public abstract void Keep(int place);

    /// <summary>A getter of the value at a place that changes.</summary>
    public abstract Delegate GetterAt(Func<int> place);

    /// <summary>
    /// Whether values of the type are plain data: an image, say, belongs to whoever gets it, and cannot be given twice.
    /// </summary>
    public static bool CanKeep(DataViewType type) =>
        ItemOf(type) is PrimitiveDataViewType item && Makers.ContainsKey(item.RawType);

    /// <summary>Room for so many values of a column whose type <see cref="CanKeep"/> allows.</summary>
    public static KeptColumn Create(DataViewRow row, DataViewSchema.Column column, int places)
    {
        Maker maker = Makers[ItemOf(column.Type).RawType];
        return column.Type is VectorDataViewType
            ? maker.Vectors(row, column, places)
            : maker.Values(row, column, places);
    }

    private static DataViewType ItemOf(DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;

    private abstract class Maker
    {
        public abstract KeptColumn Values(DataViewRow row, DataViewSchema.Column column, int places);

        public abstract KeptColumn Vectors(DataViewRow row, DataViewSchema.Column column, int places);
    }

    private sealed class Maker<T> : Maker
    {
        public override KeptColumn Values(DataViewRow row, DataViewSchema.Column column, int places) =>
            new KeptValues<T>(row.GetGetter<T>(column), places);

        public override KeptColumn Vectors(DataViewRow row, DataViewSchema.Column column, int places) =>
            new KeptVectors<T>(row.GetGetter<VBuffer<T>>(column), places);
    }

    private sealed class KeptValues<T>(ValueGetter<T> getter, int places) : KeptColumn
    {
        private readonly T[] _values = new T[places];

        public override void Keep(int place) => getter(ref _values[place]);

        public override Delegate GetterAt(Func<int> place) =>
            (ValueGetter<T>)((ref T value) => value = _values[place()]);
    }

    private sealed class KeptVectors<T>(ValueGetter<VBuffer<T>> getter, int places) : KeptColumn
    {
        private readonly VBuffer<T>[] _values = new VBuffer<T>[places];

        public override void Keep(int place) => getter(ref _values[place]);

        public override Delegate GetterAt(Func<int> place) =>
            (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[place()].CopyTo(ref value));
    }
}
