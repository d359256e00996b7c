namespace Microsoft.ML.Data;

/// <summary>
/// Rows in random order: the source shuffled as a whole where it can be, and its rows drawn at random from a pool that
/// is filled up as they are drawn. Every pass has the order of the seed, unless its reader brings a random source.
/// </summary>
internal sealed class ShuffledDataView(IDataView source, int seed, int poolSize, bool shuffleSource) : IDataView
{
    public bool CanShuffle => true;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        rand ??= new Random(seed);
        ActiveColumns active = new(Schema, columnsNeeded);
        Random? sourceRandom = shuffleSource && source.CanShuffle ? new Random(rand.Next()) : null;
        return new PoolCursor(source.GetRowCursor(active.Columns, sourceRandom), active, poolSize, rand);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];
}
