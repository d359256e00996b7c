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

/// <summary>A transformer that makes one column of one column, several times.</summary>
public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    /// <summary>The names of the output and input columns.</summary>
    public readonly (string outputColumnName, string inputColumnName)[] ColumnPairs;

    /// <summary>From pairs of names.</summary>
    public OneToOneTransformerBase(IHost host, params (string outputColumnName, string inputColumnName)[] columns)
        : base(host)
    {
        host.CheckNonEmpty(columns, nameof(columns));
        HashSet<string> outputs = [];
        foreach ((string output, string input) in columns)
        {
            host.CheckNonEmpty(input, nameof(input));
            if (!outputs.Add(output)) throw host.ExceptParam(nameof(columns), $"Output column '{output}' specified multiple times");
        }
        ColumnPairs = columns;
    }

    /// <summary>From a file.</summary>
    public OneToOneTransformerBase(IHost host, ModelLoadContext ctx)
        : base(host)
    {
        var pairs = new (string, string)[ctx.Reader.ReadInt32()];
        for (int i = 0; i < pairs.Length; i++) pairs[i] = (ctx.LoadNonEmptyString(), ctx.LoadNonEmptyString());
        ColumnPairs = pairs;
    }

    /// <summary>Writes the pairs of names.</summary>
    public void SaveColumns(ModelSaveContext ctx)
    {
        ctx.Writer.Write(ColumnPairs.Length);
        foreach ((string output, string input) in ColumnPairs)
        {
            ctx.SaveNonEmptyString(output);
            ctx.SaveNonEmptyString(input);
        }
    }

    /// <summary>Throws where an input column has the wrong type.</summary>
    public virtual void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
    }
}

/// <summary>An estimator that has nothing to learn.</summary>
public abstract class TrivialEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : class, ITransformer
{
    /// <summary>The estimator's host.</summary>
    public readonly IHost Host;

    /// <summary>What it gives.</summary>
    public readonly TTransformer Transformer;

    /// <summary>With what it gives.</summary>
    public TrivialEstimator(IHost host, TTransformer transformer)
    {
        ArgumentNullException.ThrowIfNull(host);
        host.CheckValue(transformer, nameof(transformer));
        (Host, Transformer) = (host, transformer);
    }

    /// <inheritdoc/>
    public TTransformer Fit(IDataView input)
    {
        Host.CheckValue(input, nameof(input));
        Transformer.GetOutputSchema(input.Schema); // throws where the columns do not fit
        return Transformer;
    }

    /// <inheritdoc/>
    public abstract SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
