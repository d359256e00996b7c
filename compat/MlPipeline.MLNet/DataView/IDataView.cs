namespace Microsoft.ML;

/// <summary>A table of rows that is read by cursors and computed on demand.</summary>
public interface IDataView
{
    /// <summary>Whether a cursor given a random source yields the rows in random order.</summary>
    bool CanShuffle { get; }

    /// <summary>The columns.</summary>
    DataViewSchema Schema { get; }

    /// <summary>The number of rows, where it is known without counting.</summary>
    long? GetRowCount();

    /// <summary>A cursor over all rows whose named columns are active.</summary>
    DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null);

    /// <summary>Up to <paramref name="n"/> cursors that together yield every row once; rows of a batch lie in one cursor.</summary>
    DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null);
}
