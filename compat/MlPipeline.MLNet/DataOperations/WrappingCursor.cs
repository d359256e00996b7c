namespace Microsoft.ML.Data;

/// <summary>A cursor over another's rows; a derived one chooses which.</summary>
internal abstract class WrappingCursor(DataViewRowCursor input) : DataViewRowCursor
{
    private long _position = -1;

    public override DataViewSchema Schema => Input.Schema;

    public override long Position => _position;

    public override long Batch => Input.Batch;

    protected DataViewRowCursor Input => input;

    public sealed override bool MoveNext()
    {
        if (!MoveNextCore()) return false;
        _position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(column);

    protected abstract bool MoveNextCore();

    protected override void Dispose(bool disposing) => input.Dispose();
}
