using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Maps keys to the bits of their numbers.</summary>
public sealed class KeyToBinaryVectorMappingEstimator : TrivialEstimator<KeyToBinaryVectorMappingTransformer>, IEstimator<KeyToBinaryVectorMappingTransformer>
{
    internal KeyToBinaryVectorMappingEstimator(IHostEnvironment env, params (string OutputColumnName, string InputColumnName)[] columns)
        : base(env.Register(nameof(KeyToBinaryVectorMappingEstimator)), new KeyToBinaryVectorMappingTransformer(env, columns))
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.ColumnPairs.Select(pair => Describe(KeyVectorShapes.Find(Host, inputSchema, pair.inputColumnName), pair.outputColumnName)));
    }

    private static SchemaShape.Column Describe(SchemaShape.Column input, string name)
    {
        bool varies = input.Kind == SchemaShape.Column.VectorKind.VariableVector;
        SchemaShape.Column.VectorKind kind = varies ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector;
        SchemaShape.Column[] annotations = varies ? [Shapes.IsNormalized] : [Shapes.SlotNames, Shapes.IsNormalized];
        return new SchemaShape.Column(name, kind, NumberDataViewType.Single, false, new SchemaShape(annotations));
    }
}
