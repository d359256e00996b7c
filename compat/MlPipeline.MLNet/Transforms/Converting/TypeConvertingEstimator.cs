using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Converts columns to another item type.</summary>
public sealed class TypeConvertingEstimator : TrivialEstimator<TypeConvertingTransformer>, IEstimator<TypeConvertingTransformer>
{
    internal TypeConvertingEstimator(IHostEnvironment env, params ConvertedColumn[] columns)
        : base(env.Register(nameof(TypeConvertingEstimator)), new TypeConvertingTransformer(env, columns))
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.Columns.Select(column => Describe(Host.FindInput(inputSchema, column.InputName), column)));
    }

    private SchemaShape.Column Describe(SchemaShape.Column input, ConvertedColumn column)
    {
        if (!ConvertingGetter.Exists(input.ItemType.RawType, column.OutputType.RawType))
        {
            throw Host.ExceptSchemaMismatch(
                "inputSchema", "input", input.Name, $"a type that converts to {column.OutputKind}", input.TypeText());
        }

        var annotations = new List<SchemaShape.Column>(input.AnnotationsOf(AnnotationUtils.Kinds.SlotNames));
        if (input.IsKey && column.KeyCount is not null)
            annotations.AddRange(input.AnnotationsOf(AnnotationUtils.Kinds.KeyValues));
        if (input.ItemType is BooleanDataViewType && column.OutputType is NumberDataViewType)
            annotations.Add(Shapes.IsNormalized);

        return new SchemaShape.Column(
            column.Name,
            input.Kind,
            DataKinds.TypeOrNull(column.OutputKind)!,
            column.KeyCount is not null,
            new SchemaShape(annotations));
    }
}
