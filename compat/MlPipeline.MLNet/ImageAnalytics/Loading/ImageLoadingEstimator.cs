using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Loads the pictures that a column of paths names.</summary>
public sealed class ImageLoadingEstimator : TrivialEstimator<ImageLoadingTransformer>
{
    internal ImageLoadingEstimator(IHostEnvironment env, string? imageFolder, bool asImage, params (string OutputColumnName, string InputColumnName)[] columns)
        : base(env.Register(nameof(ImageLoadingEstimator)), new ImageLoadingTransformer(env, imageFolder, asImage, columns))
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.ColumnPairs.Select(pair =>
        {
            SchemaShape.Column input = Host.FindInput(inputSchema, pair.inputColumnName);
            if (input.Kind != SchemaShape.Column.VectorKind.Scalar || input.ItemType is not TextDataViewType) throw Host.ExceptSchemaMismatch(nameof(inputSchema), "input", input.Name, "String", input.TypeText());
            return Transformer.AsImage
                ? new SchemaShape.Column(pair.outputColumnName, SchemaShape.Column.VectorKind.Scalar, new ImageDataViewType(), false)
                : new SchemaShape.Column(pair.outputColumnName, SchemaShape.Column.VectorKind.VariableVector, NumberDataViewType.Byte, false);
        }));
    }
}
