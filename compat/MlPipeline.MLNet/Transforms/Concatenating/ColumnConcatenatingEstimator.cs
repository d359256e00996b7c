using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Concatenates columns of one item type, scalars and vectors, into one vector column.</summary>
public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    private readonly IHost _host;
    private readonly string _name;
    private readonly string[] _sources;

    internal ColumnConcatenatingEstimator(IHostEnvironment env, string outputColumnName, params string[] inputColumnNames)
    {
        _host = env.Register(nameof(ColumnConcatenatingEstimator));
        _host.CheckNonEmpty(outputColumnName, nameof(outputColumnName));
        _host.CheckValue(inputColumnNames, nameof(inputColumnNames));
        _host.CheckParam(!inputColumnNames.Any(string.IsNullOrEmpty), nameof(inputColumnNames), "An input column name is null or empty.");
        _name = outputColumnName;
        _sources = inputColumnNames.Length == 0 ? [outputColumnName] : inputColumnNames;
    }

    /// <summary>Looks up the columns in the data and returns the transformer; nothing is trained.</summary>
    public ColumnConcatenatingTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        var transformer = new ColumnConcatenatingTransformer(_host, _name, _sources);
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        SchemaShape.Column[] inputs = [.. _sources.Select(source => _host.FindInput(inputSchema, source))];
        foreach (SchemaShape.Column input in inputs)
        {
            if (!input.ItemType.Equals(inputs[0].ItemType) || input.IsKey != inputs[0].IsKey)
                throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", input.Name, inputs[0].TypeText(), input.TypeText());
        }

        return inputSchema.With([Describe(inputs)]);
    }

    private SchemaShape.Column Describe(SchemaShape.Column[] inputs)
    {
        bool variable = inputs.Any(input => input.Kind == SchemaShape.Column.VectorKind.VariableVector);
        bool named = inputs.Any(input => input.Kind == SchemaShape.Column.VectorKind.Scalar || input.HasSlotNames());
        var annotations = new List<SchemaShape.Column>();
        if (named && !variable)
            annotations.Add(Shapes.SlotNames);
        if (inputs.All(input => input.IsNormalized()))
            annotations.Add(Shapes.IsNormalized);

        return new SchemaShape.Column(
            _name,
            variable ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector,
            inputs[0].ItemType,
            inputs[0].IsKey,
            new SchemaShape(annotations));
    }
}
