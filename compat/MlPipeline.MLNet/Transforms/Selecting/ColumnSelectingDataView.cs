using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The input's rows with some of its columns.</summary>
internal sealed class ColumnSelectingDataView(ColumnSelectingMapper mapper, IDataView input) : IDataView
{
    public DataViewSchema Schema => mapper.OutputSchema;

    public bool CanShuffle => input.CanShuffle;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new Cursor(mapper, input.GetRowCursor(mapper.GetDependencies(columnsNeeded), rand!));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [.. input.GetRowCursorSet(mapper.GetDependencies(columnsNeeded), n, rand!).Select(cursor => new Cursor(mapper, cursor))];

    private sealed class Cursor(ColumnSelectingMapper mapper, DataViewRowCursor input) : DataViewRowCursor
    {
        public override DataViewSchema Schema => mapper.OutputSchema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override bool MoveNext() => input.MoveNext();

        public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(mapper.Source(input, column));

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            => input.GetGetter<TValue>(mapper.Source(input, column));

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                input.Dispose();
            base.Dispose(disposing);
        }
    }
}
