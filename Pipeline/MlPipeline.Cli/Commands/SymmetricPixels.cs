using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlPipeline.Datasets;

namespace MlPipeline.Cli.Commands;

/// <summary>
/// Gray values 0 to 255 to -1 to 1. ML.NET's own normalizer does it, as of pixels that are black in one image and white
/// in another: their mean and their deviation are 127.5. So models with it are saved as others are.
/// </summary>
internal sealed class SymmetricPixels(MLContext context) : IEstimator<ITransformer>
{
    private const string Column = "Features";

    private readonly NormalizingEstimator _normalizer = context.Transforms.NormalizeMeanVariance(
        Column,
        fixZero: false,
        useCdf: false
    );

    public ITransformer Fit(IDataView input)
    {
        int size = ((VectorDataViewType)input.Schema[Column].Type).Size;
        byte[] pixels = [.. Enumerable.Repeat(byte.MinValue, size), .. Enumerable.Repeat(byte.MaxValue, size)];
        return _normalizer.Fit(context.Data.LoadFromImages(new ImageSet(pixels, [0, 0], 1, size, ["any"])));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _normalizer.GetOutputSchema(inputSchema);
}
