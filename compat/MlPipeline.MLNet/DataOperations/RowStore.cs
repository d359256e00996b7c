namespace Microsoft.ML.Data;

/// <summary>Copies of rows, a column an array; a pool overwrites its places, a cache only adds.</summary>
internal sealed class RowStore
{
    private readonly Dictionary<int, StoredColumn> _columns = [];
    private readonly StoredColumn<DataViewRowId>? _ids;

    public RowStore(DataViewRow input, IEnumerable<DataViewSchema.Column> columns, bool withIds)
    {
        foreach (DataViewSchema.Column column in columns) _columns[column.Index] = RawTypes.Visit(column.Type, new ColumnMaker(input, column));
        if (withIds) _ids = new ValueColumn<DataViewRowId>(input.GetIdGetter());
    }

    /// <summary>The number of places in use.</summary>
    public int Count { get; private set; }

    /// <summary>Copies the input's current row to a place: one in use, or the next.</summary>
    public void Put(int place)
    {
        foreach (StoredColumn column in _columns.Values) column.Put(place);
        _ids?.Put(place);
        Count = Math.Max(Count, place + 1);
    }

    /// <summary>Takes the complete columns, by index; nothing can be put any more.</summary>
    public IReadOnlyDictionary<int, StoredColumn> Seal()
    {
        foreach (StoredColumn column in _columns.Values) column.Seal(Count);
        return _columns;
    }

    public Delegate CreateGetter(DataViewSchema.Column column, Func<int> place) => _columns[column.Index].CreateGetter(place);

    public ValueGetter<DataViewRowId> CreateIdGetter(Func<int> place) => (ValueGetter<DataViewRowId>)_ids!.CreateGetter(place);

    private sealed class ColumnMaker(DataViewRow input, DataViewSchema.Column column) : IRawTypeVisitor<StoredColumn>
    {
        public StoredColumn VisitValue<T>() => new ValueColumn<T>(input.GetGetter<T>(column));

        public StoredColumn VisitVector<T>() => new VectorColumn<T>(input.GetGetter<VBuffer<T>>(column));
    }
}
