namespace Microsoft.ML.Data;

/// <summary>Keeps the rows that a test of some columns accepts.</summary>
/// <param name="input">The rows.</param>
/// <param name="columns">The columns the test reads.</param>
/// <param name="makeTest">Makes the test for the rows of one cursor.</param>
internal sealed class FilterDataView(IDataView input, DataViewSchema.Column[] columns, Func<DataViewRow, Func<bool>> makeTest) : IDataView
{
    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema => input.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        Filtered(input.GetRowCursor(With(columnsNeeded), rand));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [.. input.GetRowCursorSet(With(columnsNeeded), n, rand).Select(Filtered)];

    private Cursor Filtered(DataViewRowCursor cursor) => new(cursor, makeTest(cursor));

    private IEnumerable<DataViewSchema.Column> With(IEnumerable<DataViewSchema.Column> needed) => needed.Concat(columns).DistinctBy(column => column.Index);

    private sealed class Cursor(DataViewRowCursor input, Func<bool> accepts) : WrappingCursor(input)
    {
        protected override bool MoveNextCore()
        {
            while (Input.MoveNext())
                if (accepts())
                    return true;
            return false;
        }
    }
}
