namespace Microsoft.ML.Data;

/// <summary>The members of a class as columns, in order.</summary>
internal sealed class TypedSchema<TRow>
    where TRow : class
{
    private TypedSchema(TypedMember<TRow>[] members)
    {
        Members = members;
        DataViewSchema.Builder builder = new();
        foreach (TypedMember<TRow> member in members) builder.AddColumn(member.Column.ColumnName, member.Column.ColumnType, member.Column.Annotations);
        Schema = builder.ToSchema();
    }

    public TypedMember<TRow>[] Members { get; }

    public DataViewSchema Schema { get; }

    /// <summary>From a definition, or from the class itself.</summary>
    public static TypedSchema<TRow> Create(SchemaDefinition? definition, SchemaDefinition.Direction direction)
    {
        definition ??= SchemaDefinition.Create(typeof(TRow), direction);
        string? twice = definition.GroupBy(column => column.ColumnName).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice != null) throw new ArgumentException($"Two members of {typeof(TRow)} stand for the column '{twice}'; name one otherwise.", nameof(definition));
        return new TypedSchema<TRow>([.. definition.Select(TypedMember<TRow>.Create)]);
    }

    /// <summary>From the class, with types and annotations of a schema.</summary>
    public static TypedSchema<TRow> Create(DataViewSchema schema)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(TRow), SchemaDefinition.Direction.Read);
        foreach (SchemaDefinition.Column column in definition)
        {
            if (schema.GetColumnOrNull(column.ColumnName) is not { } given) continue;
            column.ColumnType = given.Type;
            column.CopyAnnotations(given.Annotations);
        }
        return Create(definition, SchemaDefinition.Direction.Read);
    }
}
