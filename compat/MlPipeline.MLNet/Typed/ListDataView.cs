namespace Microsoft.ML.Data;

/// <summary>Objects in memory as rows: shuffled on request, read by several cursors at once.</summary>
internal sealed class ListDataView<TRow>(IList<TRow> data, TypedSchema<TRow> schema) : IDataView
    where TRow : class
{
    public bool CanShuffle => true;

    public DataViewSchema Schema => schema.Schema;

    public long? GetRowCount() => data.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => GetRowCursorSet(columnsNeeded, 1, rand)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        ActiveColumns active = new(Schema, columnsNeeded);
        return [.. RowSequence.Create(data.Count, n, rand).Select(order => new Cursor(data, schema, active, order))];
    }

    private sealed class Cursor(IList<TRow> data, TypedSchema<TRow> schema, ActiveColumns active, RowSequence order) : TypedCursor<TRow>(schema, active)
    {
        public override long Batch => order.Batch;

        protected override bool TryMove(TypedRow<TRow> row)
        {
            if (!order.MoveNext()) return false;
            row.MoveTo(data[order.Row], order.Row);
            return true;
        }
    }
}
