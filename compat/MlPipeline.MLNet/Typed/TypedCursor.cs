namespace Microsoft.ML.Data;

/// <summary>A cursor over objects.</summary>
internal abstract class TypedCursor<TRow>(TypedSchema<TRow> schema, ActiveColumns active) : MovingCursor(schema.Schema, active)
    where TRow : class
{
    private readonly TypedRow<TRow> _row = new(schema);

    public sealed override ValueGetter<DataViewRowId> GetIdGetter() => _row.GetIdGetter();

    protected sealed override Delegate CreateGetter(DataViewSchema.Column column) => schema.Members[column.Index].CreateGetter(_row);

    protected sealed override bool MoveNextCore() => TryMove(_row);

    /// <summary>Gives the row its next object.</summary>
    protected abstract bool TryMove(TypedRow<TRow> row);
}
