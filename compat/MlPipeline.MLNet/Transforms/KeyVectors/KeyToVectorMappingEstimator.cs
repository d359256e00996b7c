using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Maps keys to indicators: a vector of as many numbers as there are keys, with a one in the key's place.</summary>
public sealed class KeyToVectorMappingEstimator : TrivialEstimator<KeyToVectorMappingTransformer>, IEstimator<KeyToVectorMappingTransformer>
{
    internal KeyToVectorMappingEstimator(IHostEnvironment env, params KeyVectorColumn[] columns)
        : base(env.Register(nameof(KeyToVectorMappingEstimator)), new KeyToVectorMappingTransformer(env, columns))
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.Columns.Select(column => Describe(KeyVectorShapes.Find(Host, inputSchema, column.InputName), column)));
    }

    private static SchemaShape.Column Describe(SchemaShape.Column input, KeyVectorColumn column)
    {
        List<SchemaShape.Column> annotations = [];
        bool scalar = input.Kind == SchemaShape.Column.VectorKind.Scalar, varies = input.Kind == SchemaShape.Column.VectorKind.VariableVector && !column.OutputCountVector;
        bool named = input.TryFindAnnotation(AnnotationUtils.Kinds.KeyValues, out SchemaShape.Column? values) && values.Value.ItemType is TextDataViewType;
        if (named && !varies) annotations.Add(Shapes.SlotNames);
        if (scalar || !column.OutputCountVector)
        {
            if (!varies) annotations.Add(new SchemaShape.Column(AnnotationUtils.Kinds.CategoricalSlotRanges, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Int32, false));
            annotations.Add(Shapes.IsNormalized);
        }
        SchemaShape.Column.VectorKind kind = varies ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector;
        return new SchemaShape.Column(column.Name, kind, NumberDataViewType.Single, false, new SchemaShape(annotations));
    }
}
