using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Adds columns that the user's code computes from each row.</summary>
public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer, ICanSaveModel
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly IHost _host;
    private readonly Action<TSrc, TDst> _mapAction;
    private readonly string? _contractName;
    private readonly RowToRow _rowToRow;

    internal CustomMappingTransformer(
        IHostEnvironment env,
        Action<TSrc, TDst> mapAction,
        string? contractName,
        SchemaDefinition? inputSchemaDefinition = null,
        SchemaDefinition? outputSchemaDefinition = null)
    {
        _host = env.Register(nameof(CustomMappingTransformer<TSrc, TDst>));
        _host.CheckValue(mapAction, nameof(mapAction));
        _mapAction = mapAction;
        _contractName = contractName;
        Inputs = MemberColumn<TSrc>.All(inputSchemaDefinition ?? SchemaDefinition.Create(typeof(TSrc), SchemaDefinition.Direction.Read));
        Outputs = MemberColumn<TDst>.All(outputSchemaDefinition ?? SchemaDefinition.Create(typeof(TDst), SchemaDefinition.Direction.Write));
        _rowToRow = new RowToRow(this);
    }

    internal MemberColumn<TSrc>[] Inputs { get; }

    internal MemberColumn<TDst>[] Outputs { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _rowToRow.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => _rowToRow.Transform(input);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => ((ITransformer)_rowToRow).GetRowToRowMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        if (string.IsNullOrEmpty(_contractName))
        {
            throw _host.Except(
                "A custom mapping without a contract name cannot be saved: give CustomMapping the contractName of a CustomMappingFactory.");
        }

        CustomMappingFormat.Save(ctx, _contractName, _mapAction.Method.Module.Assembly);
    }

    /// <summary>The mapping as a row-to-row transformer, which knows how to be a data view.</summary>
    private sealed class RowToRow(CustomMappingTransformer<TSrc, TDst> outer) : RowToRowTransformerBase(outer._host)
    {
        public override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(outer, schema);

        public override void SaveModel(ModelSaveContext ctx) => ((ICanSaveModel)outer).Save(ctx);
    }

    private sealed class Mapper : IRowMapper
    {
        private readonly CustomMappingTransformer<TSrc, TDst> _transformer;
        private readonly DataViewSchema.Column[] _sources;
        private readonly int _inputCount;

        public Mapper(CustomMappingTransformer<TSrc, TDst> transformer, DataViewSchema inputSchema)
        {
            _transformer = transformer;
            _inputCount = inputSchema.Count;
            _sources = [.. transformer.Inputs.Select(member => member.Bind(transformer._host, inputSchema))];
        }

        public DataViewSchema.DetachedColumn[] GetOutputColumns() => [.. _transformer.Outputs.Select(member => member.ToColumn())];

        public Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
        {
            disposer = null!;
            var getters = new Delegate[_transformer.Outputs.Length];
            if (!Enumerable.Range(0, getters.Length).Any(activeOutput))
                return getters;

            var source = new TSrc();
            var result = new TDst();
            Action<TSrc>[] readers = [.. _transformer.Inputs.Select((member, i) => member.CreateReader(input, _sources[i]))];
            long mappedPosition = -1;
            Func<TDst> current = () =>
            {
                // Every column of a row asks; the action runs once.
                if (input.Position != mappedPosition)
                {
                    foreach (Action<TSrc> read in readers)
                        read(source);
                    _transformer._mapAction(source, result);
                    mappedPosition = input.Position;
                }

                return result;
            };
            for (int i = 0; i < getters.Length; i++)
            {
                if (activeOutput(i))
                    getters[i] = _transformer.Outputs[i].CreateGetter(current);
            }

            return getters;
        }

        // The action may read any member, so any output needs all inputs.
        public Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
        {
            var needed = new bool[_inputCount];
            if (Enumerable.Range(0, _transformer.Outputs.Length).Any(activeOutput))
            {
                foreach (DataViewSchema.Column source in _sources)
                    needed[source.Index] = true;
            }

            return column => needed[column];
        }

        public ITransformer GetTransformer() => _transformer;

        void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_transformer).Save(ctx);
    }
}
