namespace Microsoft.ML.Data;

/// <summary>Objects that are enumerated again for every cursor.</summary>
internal sealed class StreamingDataView<TRow>(IEnumerable<TRow> data, TypedSchema<TRow> schema) : IDataView
    where TRow : class
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => schema.Schema;

    public long? GetRowCount() => data.TryGetNonEnumeratedCount(out int count) ? count : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(data.GetEnumerator(), schema, new ActiveColumns(Schema, columnsNeeded));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(IEnumerator<TRow> rows, TypedSchema<TRow> schema, ActiveColumns active) : TypedCursor<TRow>(schema, active)
    {
        private long _number = -1;

        public override long Batch => 0;

        protected override bool TryMove(TypedRow<TRow> row)
        {
            if (!rows.MoveNext()) return false;
            row.MoveTo(rows.Current, ++_number);
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) rows.Dispose();
            base.Dispose(disposing);
        }
    }
}
