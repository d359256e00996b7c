using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>
/// The row mapper of a transformer whose every output column comes from one input column. A derived mapper says what the
/// output column is and how its values are got; finding and checking the inputs, and the dependencies, are here.
/// </summary>
internal abstract class ColumnPairMapper : IRowMapper
{
    private readonly OneToOneTransformerBase _transformer;
    private DataViewSchema.DetachedColumn[]? _outputs;

    protected ColumnPairMapper(OneToOneTransformerBase transformer, DataViewSchema inputSchema)
    {
        _transformer = transformer;
        Host = transformer.Host;
        InputSchema = inputSchema;
        Sources = new DataViewSchema.Column[transformer.ColumnPairs.Length];
        for (int i = 0; i < Sources.Length; i++)
        {
            string source = transformer.ColumnPairs[i].Item2;
            Sources[i] = inputSchema.GetColumnOrNull(source)
                ?? throw Host.ExceptSchemaMismatch(nameof(inputSchema), "source", source);
            transformer.CheckInputColumn(inputSchema, i, Sources[i].Index);
        }
    }

    protected IHost Host { get; }

    protected DataViewSchema InputSchema { get; }

    /// <summary>The input column of each pair.</summary>
    protected DataViewSchema.Column[] Sources { get; }

    public DataViewSchema.DetachedColumn[] GetOutputColumns()
        => _outputs ??= [.. Sources.Select((_, pair) => MakeOutput(_transformer.ColumnPairs[pair].Item1, pair))];

    public Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
    {
        disposer = null!;
        var getters = new Delegate[Sources.Length];
        for (int pair = 0; pair < getters.Length; pair++)
        {
            if (activeOutput(pair))
                getters[pair] = MakeGetter(input, pair);
        }

        return getters;
    }

    public Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
    {
        var needed = new bool[InputSchema.Count];
        for (int pair = 0; pair < Sources.Length; pair++)
        {
            if (activeOutput(pair))
                needed[Sources[pair].Index] = true;
        }

        return column => needed[column];
    }

    public ITransformer GetTransformer() => _transformer;

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_transformer).Save(ctx);

    protected abstract DataViewSchema.DetachedColumn MakeOutput(string name, int pair);

    protected abstract Delegate MakeGetter(DataViewRow input, int pair);
}
