using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A transformer that adds columns computed from a row.</summary>
public abstract class RowToRowTransformerBase : ITransformer
{
    /// <summary>The transformer's host.</summary>
    public readonly IHost Host;

    /// <summary>With its host.</summary>
    public RowToRowTransformerBase(IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        Host = host;
    }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>Writes it.</summary>
    public abstract void SaveModel(ModelSaveContext ctx);

    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveModel(ctx);

    /// <summary>The mapping of rows of a schema.</summary>
    public abstract IRowMapper MakeRowMapper(DataViewSchema schema);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        return new RowToRowMapperTransform(new EmptyDataView(inputSchema), MakeRowMapper(inputSchema));
    }

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        return new RowToRowMapperTransform(new EmptyDataView(inputSchema), MakeRowMapper(inputSchema)).OutputSchema;
    }

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        Host.CheckValue(input, nameof(input));
        return MakeDataTransform(input);
    }

    /// <summary>The data view that comes out.</summary>
    public RowToRowMapperTransform MakeDataTransform(IDataView input) => new(input, MakeRowMapper(input.Schema));
}
