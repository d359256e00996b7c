using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>One row: getters of its active columns.</summary>
public abstract class DataViewRow : IDisposable
{
    private bool _disposed;

    /// <summary>The row's number in its cursor, -1 before the first.</summary>
    public abstract long Position { get; }

    /// <summary>The batch the row belongs to; a cursor set keeps the rows of one batch together and in order.</summary>
    public abstract long Batch { get; }

    /// <summary>The columns.</summary>
    public abstract DataViewSchema Schema { get; }

    /// <summary>Gets an identifier of the row that does not depend on the order of reading.</summary>
    public abstract ValueGetter<DataViewRowId> GetIdGetter();

    /// <summary>Whether <see cref="GetGetter{TValue}"/> may be called for the column.</summary>
    public abstract bool IsColumnActive(DataViewSchema.Column column);

    /// <summary>The column's getter, valid for every row the cursor moves to.</summary>
    public abstract ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the row holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
