namespace Microsoft.ML.Data;

/// <summary>
/// Keeps the columns that are read in memory. A column is cached whole, with all others asked for at that moment, in one
/// pass over the source when it is first needed; then it is read in any order, by any number of cursors at once.
/// </summary>
internal sealed class CacheDataView : IDataView
{
    private readonly IDataView _source;
    private readonly Lock _filling = new();
    private readonly StoredColumn?[] _columns;
    private int _rowCount = -1;

    /// <summary>Caches a source.</summary>
    /// <param name="source">What is cached.</param>
    /// <param name="prefetch">Columns to cache at once.</param>
    public CacheDataView(IDataView source, IEnumerable<DataViewSchema.Column>? prefetch = null)
    {
        _source = source;
        _columns = new StoredColumn?[source.Schema.Count];
        DataViewSchema.Column[] first = prefetch?.ToArray() ?? [];
        if (first.Length > 0) Fill(new ActiveColumns(Schema, first));
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => Volatile.Read(ref _rowCount) is >= 0 and int count ? count : _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => GetRowCursorSet(columnsNeeded, 1, rand)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        ActiveColumns active = new(Schema, columnsNeeded);
        Fill(active);
        return [.. RowSequence.Create(_rowCount, n, rand).Select(order => new Cursor(_columns, active, order))];
    }

    private void Fill(ActiveColumns active)
    {
        lock (_filling)
        {
            DataViewSchema.Column[] missing = [.. active.Columns.Where(column => _columns[column.Index] == null)];
            if (_rowCount >= 0 && missing.Length == 0) return;

            using DataViewRowCursor cursor = _source.GetRowCursor(missing);
            RowStore store = new(cursor, missing, withIds: false);
            while (cursor.MoveNext()) store.Put(store.Count);
            if (_rowCount >= 0 && store.Count != _rowCount)
                throw new InvalidOperationException($"The cached data gave {_rowCount} rows at first and now {store.Count}; cache only data that is the same in every pass.");
            foreach ((int index, StoredColumn column) in store.Seal()) _columns[index] = column;
            Volatile.Write(ref _rowCount, store.Count);
        }
    }

    private sealed class Cursor(StoredColumn?[] columns, ActiveColumns active, RowSequence order) : MovingCursor(active.Schema, active)
    {
        public override long Batch => order.Batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)order.Row, 0);

        protected override Delegate CreateGetter(DataViewSchema.Column column) => columns[column.Index]!.CreateGetter(() => order.Row);

        protected override bool MoveNextCore() => order.MoveNext();
    }
}
