namespace Microsoft.ML.Data;

/// <summary>Which columns of a schema a cursor was asked for.</summary>
internal sealed class ActiveColumns
{
    private readonly bool[] _active;

    public ActiveColumns(DataViewSchema schema, IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        Schema = schema;
        _active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in columnsNeeded)
        {
            if (column.Index >= schema.Count || schema[column.Index].Name != column.Name)
                throw new ArgumentException($"The data has no column '{column.Name}' of index {column.Index}; take columns from its own schema.", nameof(columnsNeeded));
            _active[column.Index] = true;
        }
    }

    public DataViewSchema Schema { get; }

    public bool this[int index] => index < _active.Length && _active[index];

    public IEnumerable<DataViewSchema.Column> Columns => Schema.Where(column => _active[column.Index]);
}
