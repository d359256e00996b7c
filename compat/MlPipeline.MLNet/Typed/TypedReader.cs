namespace Microsoft.ML.Data;

/// <summary>Puts the columns of rows into objects. Made once for a schema; bound to each row or cursor.</summary>
internal sealed class TypedReader<TRow>
    where TRow : class
{
    private readonly List<(TypedMember<TRow> Member, DataViewSchema.Column Source)> _pairs = [];

    /// <summary>Finds a column for each member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A member has no column, and that is not to be ignored.</exception>
    /// <exception cref="InvalidOperationException">A column's type does not fit its member.</exception>
    public TypedReader(DataViewSchema schema, bool ignoreMissingColumns = false, SchemaDefinition? schemaDefinition = null)
    {
        foreach (TypedMember<TRow> member in TypedSchema<TRow>.Create(schemaDefinition, SchemaDefinition.Direction.Write).Members)
        {
            if (schema.GetColumnOrNull(member.Column.ColumnName) is { } source)
            {
                if (!member.Accepts(source.Type))
                    throw new InvalidOperationException($"Can't bind the IDataView column '{source.Name}' of type '{source.Type}' to field or property '{member.Column.MemberName}' of {typeof(TRow)}, which takes {member.Column.ColumnType}.");
                _pairs.Add((member, source));
            }
            else if (!ignoreMissingColumns)
            {
                throw new ArgumentOutOfRangeException(nameof(schema), $"Column '{member.Column.ColumnName}' not found in the data view, which has {string.Join(", ", schema.Where(c => !c.IsHidden).Select(c => $"'{c.Name}'"))}; member '{member.Column.MemberName}' of {typeof(TRow)} needs it.");
            }
        }
    }

    /// <summary>The columns that must be active.</summary>
    public IEnumerable<DataViewSchema.Column> Columns => _pairs.Select(pair => pair.Source);

    /// <summary>Fills an object from where the row stands.</summary>
    public Action<TRow> Bind(DataViewRow row)
    {
        Action<TRow>[] setters = [.. _pairs.Select(pair => pair.Member.CreateSetter(row, pair.Source))];
        return target =>
        {
            foreach (Action<TRow> set in setters) set(target);
        };
    }
}
