using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Learns, in one pass over the data, how to bring the numbers of columns into a common range.</summary>
public sealed class NormalizingEstimator : IEstimator<NormalizingTransformer>
{
    internal const string ExpectedTypes = "Single or Double, or a known-size vector of one of them";

    private readonly IHost _host;
    private readonly NormalizedColumn[] _columns;

    internal NormalizingEstimator(IHostEnvironment env, params NormalizedColumn[] columns)
    {
        _host = env.Register(nameof(NormalizingEstimator));
        _columns = columns;
        foreach (NormalizedColumn column in columns)
        {
            if (column.MaximumExampleCount <= 1)
            {
                throw _host.ExceptUserArg(
                    "maximumExampleCount", $"Column '{column.Name}': maximumExampleCount is {column.MaximumExampleCount}; give at least 2.");
            }

            if (column.Mode.Problem is { } problem)
                throw _host.ExceptUserArg("columns", $"Column '{column.Name}': {problem}");
        }
    }

    /// <summary>Learns the parameters of every column.</summary>
    public NormalizingTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        DataViewSchema.Column[] sources = [.. _columns.Select(column => Find(input.Schema, column.InputName))];
        using DataViewRowCursor cursor = input.GetRowCursor(sources);
        NormalizerTrainer[] trainers = [.. sources.Select((source, i) => TrainerOf(cursor, source, _columns[i]))];
        while (cursor.MoveNext())
        {
            bool full = true;
            foreach (NormalizerTrainer trainer in trainers)
                full &= !trainer.AddRow();
            if (full)
                break;
        }

        return new NormalizingTransformer(
            _host, [.. _columns.Select((column, i) => new NormalizerBinding(column.Name, column.InputName, sources[i].Type, trainers[i].Finish()))]);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(_columns.Select(column =>
        {
            SchemaShape.Column input = _host.FindInput(inputSchema, column.InputName);
            bool isNumber = input.ItemType == NumberDataViewType.Single || input.ItemType == NumberDataViewType.Double;
            if (!isNumber || input.IsKey || input.Kind == SchemaShape.Column.VectorKind.VariableVector)
                throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", input.Name, ExpectedTypes, input.TypeText());
            var annotations = new SchemaShape(input.AnnotationsOf(AnnotationUtils.Kinds.SlotNames).Append(Shapes.IsNormalized));
            return new SchemaShape.Column(column.Name, input.Kind, input.ItemType, false, annotations);
        }));
    }

    private DataViewSchema.Column Find(DataViewSchema inputSchema, string name)
        => inputSchema.GetColumnOrNull(name) ?? throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", name);

    private NormalizerTrainer TrainerOf(DataViewRow row, DataViewSchema.Column source, NormalizedColumn column)
        => NormalizerTrainer.CreateOrNull(row, row.Schema[source.Index], column)
            ?? throw _host.ExceptSchemaMismatch("inputSchema", "input", source.Name, ExpectedTypes, source.Type.ToString()!);
}
