namespace Microsoft.ML.Data;

/// <summary>What cursors share: counting rows, refusing inactive columns, one getter a column.</summary>
internal abstract class MovingCursor(DataViewSchema schema, ActiveColumns active) : DataViewRowCursor
{
    private readonly Delegate?[] _getters = new Delegate?[schema.Count];
    private long _position = -1;
    private bool _ended;

    public sealed override DataViewSchema Schema => schema;

    public sealed override long Position => _position;

    public sealed override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public sealed override bool MoveNext()
    {
        if (_ended) return false;
        if (MoveNextCore())
        {
            _position++;
            return true;
        }
        _ended = true;
        _position = -1;
        Dispose();
        return false;
    }

    public sealed override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column)) throw Getters.NotActive(column);
        Delegate getter = _getters[column.Index] ??= CreateGetter(schema[column.Index]);
        return getter as ValueGetter<TValue> ?? throw Getters.WrongType<TValue>(schema[column.Index]);
    }

    /// <summary>A ValueGetter of the column's values.</summary>
    protected abstract Delegate CreateGetter(DataViewSchema.Column column);

    /// <summary>Goes to the next row; false past the last.</summary>
    protected abstract bool MoveNextCore();
}
