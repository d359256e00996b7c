using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Binds concatenations to a schema.</summary>
internal sealed class ConcatenatingMapper : IRowMapper
{
    private readonly ITransformer _transformer;
    private readonly int _inputCount;
    private readonly BoundConcatenation[] _columns;

    public ConcatenatingMapper(ITransformer transformer, IHost host, ConcatenatedColumn[] columns, DataViewSchema inputSchema)
    {
        _transformer = transformer;
        _inputCount = inputSchema.Count;
        _columns = [.. columns.Select(column => new BoundConcatenation(host, column, inputSchema))];
    }

    public DataViewSchema.DetachedColumn[] GetOutputColumns() => [.. _columns.Select(column => column.Output)];

    public Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
    {
        disposer = null!;
        var getters = new Delegate[_columns.Length];
        for (int i = 0; i < getters.Length; i++)
        {
            if (activeOutput(i))
                getters[i] = _columns[i].MakeGetter(input);
        }

        return getters;
    }

    public Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
    {
        var needed = new bool[_inputCount];
        for (int i = 0; i < _columns.Length; i++)
        {
            if (!activeOutput(i))
                continue;
            foreach (DataViewSchema.Column source in _columns[i].Sources)
                needed[source.Index] = true;
        }

        return column => needed[column];
    }

    public ITransformer GetTransformer() => _transformer;

    void ICanSaveModel.Save(ModelSaveContext ctx) => _transformer.Save(ctx);
}
