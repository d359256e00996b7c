using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <content>Between objects and rows.</content>
public sealed partial class DataOperationsCatalog
{
    /// <summary>
    /// Objects as rows: public fields and properties are the columns. A list is shuffled on request and read in parallel;
    /// any other source is enumerated again for every pass, so it must give the same objects each time.
    /// </summary>
    /// <param name="data">The objects; none may be null.</param>
    /// <param name="schemaDefinition">Which members are which columns; null to take all, as their attributes say.</param>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition? schemaDefinition = null)
        where TRow : class
    {
        _env.CheckValue(data, nameof(data));
        return ToDataView(data, TypedSchema<TRow>.Create(schemaDefinition, SchemaDefinition.Direction.Read));
    }

    /// <summary>Objects as rows, with the types and annotations of a schema: those of data saved before, say.</summary>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class
    {
        _env.CheckValue(data, nameof(data));
        _env.CheckValue(schema, nameof(schema));
        return ToDataView(data, TypedSchema<TRow>.Create(schema));
    }

    /// <summary>Rows as objects, read when they are enumerated.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="reuseRowObject">Whether one object is filled again and again: faster, but it must not be kept.</param>
    /// <param name="ignoreMissingColumns">Whether members that no column stands for are left as they are; otherwise that is an error.</param>
    /// <param name="schemaDefinition">Which members are which columns; null to take all, as their attributes say.</param>
    public IEnumerable<TRow> CreateEnumerable<TRow>(IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false, SchemaDefinition? schemaDefinition = null)
        where TRow : class, new()
    {
        _env.CheckValue(data, nameof(data));
        return new RowEnumerable<TRow>(data, new TypedReader<TRow>(data.Schema, ignoreMissingColumns, schemaDefinition), reuseRowObject);
    }

    private static IDataView ToDataView<TRow>(IEnumerable<TRow> data, TypedSchema<TRow> schema)
        where TRow : class
        => data is IList<TRow> list ? new ListDataView<TRow>(list, schema) : new StreamingDataView<TRow>(data, schema);
}
