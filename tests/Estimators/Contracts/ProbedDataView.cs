using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Tests.Contracts;

/// <summary>A view that remembers which columns were asked for, and of which values were read.</summary>
internal sealed class ProbedDataView(IDataView view) : IDataView
{
    private readonly ConcurrentDictionary<string, int> _active = new();
    private readonly ConcurrentDictionary<string, int> _read = new();

    public string[] Active => [.. _active.Keys.Order(StringComparer.Ordinal)];

    public string[] Read => [.. _read.Keys.Order(StringComparer.Ordinal)];

    public bool CanShuffle => view.CanShuffle;

    public DataViewSchema Schema => view.Schema;

    public long? GetRowCount() => view.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, view.GetRowCursor(Noted(columnsNeeded), rand));

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    ) => [.. view.GetRowCursorSet(Noted(columnsNeeded), n, rand).Select(cursor => new Cursor(this, cursor))];

    private DataViewSchema.Column[] Noted(IEnumerable<DataViewSchema.Column> columns)
    {
        DataViewSchema.Column[] all = [.. columns];
        foreach (DataViewSchema.Column column in all)
            _active[column.Name] = 1;
        return all;
    }

    private sealed class Cursor(ProbedDataView view, DataViewRowCursor cursor) : DataViewRowCursor
    {
        public override long Position => cursor.Position;

        public override long Batch => cursor.Batch;

        public override DataViewSchema Schema => cursor.Schema;

        public override bool MoveNext() => cursor.MoveNext();

        public override bool IsColumnActive(DataViewSchema.Column column) => cursor.IsColumnActive(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => cursor.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            ValueGetter<TValue> getter = cursor.GetGetter<TValue>(column);
            return (ref TValue value) =>
            {
                view._read[column.Name] = 1;
                getter(ref value);
            };
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                cursor.Dispose();
            base.Dispose(disposing);
        }
    }
}
