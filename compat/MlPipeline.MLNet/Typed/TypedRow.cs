namespace Microsoft.ML.Data;

/// <summary>A row whose columns are the members of an object that can be exchanged: what a prediction engine feeds.</summary>
internal sealed class TypedRow<TRow> : DataViewRow
    where TRow : class
{
    private readonly Delegate?[] _getters;
    private readonly TypedMember<TRow>[] _members;
    private TRow? _current;
    private long _position = -1;

    /// <summary>A row of the members that a definition lists.</summary>
    public TypedRow(SchemaDefinition? schemaDefinition = null)
        : this(TypedSchema<TRow>.Create(schemaDefinition, SchemaDefinition.Direction.Read))
    {
    }

    public TypedRow(TypedSchema<TRow> schema)
    {
        (Schema, _members) = (schema.Schema, schema.Members);
        _getters = new Delegate?[_members.Length];
    }

    /// <inheritdoc/>
    public override DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public override long Position => _position;

    /// <inheritdoc/>
    public override long Batch => 0;

    /// <summary>The object.</summary>
    public TRow Current => _current ?? throw new InvalidOperationException("The row has no values yet; move to one first.");

    /// <summary>Takes the next object.</summary>
    public void MoveTo(TRow value) => MoveTo(value, _position + 1);

    /// <summary>Takes an object, which is that number in its source.</summary>
    public void MoveTo(TRow value, long position)
    {
        _current = value ?? throw new InvalidOperationException($"Row {position} is null; every row must be an object.");
        _position = position;
    }

    /// <inheritdoc/>
    public override bool IsColumnActive(DataViewSchema.Column column) => column.Index < _members.Length;

    /// <inheritdoc/>
    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (column.Index >= _members.Length) throw new ArgumentOutOfRangeException(nameof(column), column.Name, "The row has no such column.");
        Delegate getter = _getters[column.Index] ??= _members[column.Index].CreateGetter(this);
        return getter as ValueGetter<TValue> ?? throw Getters.WrongType<TValue>(Schema[column.Index]);
    }

    /// <inheritdoc/>
    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_position, 0);

    internal void CheckSize(string name, int expected, int actual)
    {
        if (expected > 0 && expected != actual)
            throw new InvalidOperationException($"Row {_position}, column '{name}': the vector has {actual} items, its type says {expected}; give vectors of that size, or change the size ([VectorType] or SchemaDefinition).");
    }
}
