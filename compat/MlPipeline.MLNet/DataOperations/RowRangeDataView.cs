namespace Microsoft.ML.Data;

/// <summary>Skips rows, then takes some.</summary>
internal sealed class RowRangeDataView(IDataView input, long skip, long take) : IDataView
{
    // A row's place decides, so the order is that of the input.
    public bool CanShuffle => false;

    public DataViewSchema Schema => input.Schema;

    public long? GetRowCount() => input.GetRowCount() is { } count ? Math.Min(take, Math.Max(0, count - skip)) : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(input.GetRowCursor(columnsNeeded), skip, take);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor input, long skip, long take) : WrappingCursor(input)
    {
        private long _skip = skip, _left = take;

        protected override bool MoveNextCore()
        {
            if (_left <= 0) return false;
            for (; _skip > 0; _skip--)
                if (!Input.MoveNext())
                    return false;
            _left--;
            return Input.MoveNext();
        }
    }
}
