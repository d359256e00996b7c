using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Keeps or drops columns.</summary>
public sealed class ColumnSelectingEstimator : TrivialEstimator<ColumnSelectingTransformer>, IEstimator<ColumnSelectingTransformer>
{
    private ColumnSelectingEstimator(IHostEnvironment env, ColumnSelection selection)
        : base(env.Register(nameof(ColumnSelectingEstimator)), new ColumnSelectingTransformer(env, selection))
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        ColumnSelection selection = Transformer.Selection;
        if (!selection.IgnoreMissing)
        {
            foreach (string name in selection.Names)
                Host.FindInput(inputSchema, name);
        }

        return new SchemaShape(selection.Keeps
            ? selection.Names.Distinct().Where(name => inputSchema.TryFindColumn(name, out _)).Select(name => Host.FindInput(inputSchema, name))
            : inputSchema.Where(column => !selection.Names.Contains(column.Name)));
    }

    internal static ColumnSelectingEstimator KeepColumns(IHostEnvironment env, string[] columnNames, bool keepHidden)
        => new(env, new ColumnSelection(Keeps: true, env.CheckNonEmpty(columnNames, nameof(columnNames)), keepHidden, IgnoreMissing: false));

    internal static ColumnSelectingEstimator DropColumns(IHostEnvironment env, string[] columnNames)
        => new(env, new ColumnSelection(Keeps: false, env.CheckNonEmpty(columnNames, nameof(columnNames)), KeepHidden: true, IgnoreMissing: false));
}
