namespace Microsoft.ML.Data;

/// <summary>The rows of a source for which a condition holds.</summary>
internal abstract class RowFilter(IDataView source) : IDataView
{
    public bool CanShuffle => Source.CanShuffle;

    public DataViewSchema Schema => Source.Schema;

    protected IDataView Source => source;

    /// <summary>The columns the condition reads.</summary>
    protected abstract IEnumerable<DataViewSchema.Column> ConditionColumns { get; }

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ActiveColumns active = new(Schema, columnsNeeded);
        return Filtered(Source.GetRowCursor(InputColumns(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        ActiveColumns active = new(Schema, columnsNeeded);
        return Array.ConvertAll(Source.GetRowCursorSet(InputColumns(active), n, rand), input => Filtered(input, active));
    }

    /// <summary>Whether the current row of a cursor is to stay.</summary>
    protected abstract Func<bool> CreateCondition(DataViewRow input);

    /// <summary>The getter of a row's identifier.</summary>
    protected virtual ValueGetter<DataViewRowId> CreateIdGetter(DataViewRow input) => input.GetIdGetter();

    private IEnumerable<DataViewSchema.Column> InputColumns(ActiveColumns active) =>
        active.Columns.Concat(ConditionColumns).DistinctBy(column => column.Index);

    private Cursor Filtered(DataViewRowCursor input, ActiveColumns active)
    {
        try
        {
            return new Cursor(this, input, active);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    private sealed class Cursor(RowFilter filter, DataViewRowCursor input, ActiveColumns active) : FollowingCursor(input, filter.Schema, active)
    {
        private readonly Func<bool> _stays = filter.CreateCondition(input);

        public override ValueGetter<DataViewRowId> GetIdGetter() => filter.CreateIdGetter(Input);

        protected override bool MoveNextCore()
        {
            while (Input.MoveNext())
            {
                if (_stays()) return true;
            }
            return false;
        }
    }
}
