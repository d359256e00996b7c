namespace Microsoft.ML.Data;

/// <summary>Some of the source's rows by number: so many after so many. Always in the source's order.</summary>
internal sealed class SkipTakeDataView(IDataView source, long skip, long take) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount() is { } count ? Math.Clamp(count - skip, 0, take) : take == 0 ? 0 : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ActiveColumns active = new(Schema, columnsNeeded);
        return new Cursor(source.GetRowCursor(active.Columns), active, skip, take);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor input, ActiveColumns active, long skip, long take) : FollowingCursor(input, active.Schema, active)
    {
        private long _toSkip = skip, _toTake = take;

        public override long Batch => 0;

        protected override bool MoveNextCore()
        {
            if (_toTake == 0) return false;
            for (; _toSkip > 0; _toSkip--)
            {
                if (!Input.MoveNext()) return false;
            }
            _toTake--;
            return Input.MoveNext();
        }
    }
}
