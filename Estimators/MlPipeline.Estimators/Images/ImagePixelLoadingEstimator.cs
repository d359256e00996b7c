using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Estimators.Images;

/// <summary>
/// Reads the pictures that a column of paths names, as gray pixels of one size (<see cref="ImagePreprocessing"/>).
/// <list type="table">
/// <listheader><term>Column</term><description>Type</description></listheader>
/// <item><term>Input</term><description>Text: the path of a PNG, JPEG, BMP, GIF or WebP file</description></item>
/// <item><term>Output</term><description>Vector of <see cref="float"/>, [height, width], 0 (black) to
/// 255</description></item>
/// </list>
/// It learns nothing from data. Several pictures are read at a time, on all cores. A picture that is missing, empty,
/// damaged, incomplete or too large is a <see cref="Datasets.DatasetException"/> that names it.
/// </summary>
public sealed class ImagePixelLoadingEstimator : IEstimator<ImagePixelLoadingTransformer>
{
    private readonly IHost _host;
    private readonly ImagePixelLoadingTransformer _transformer;

    internal ImagePixelLoadingEstimator(
        IHostEnvironment env,
        string outputColumnName,
        string inputColumnName,
        ImagePreprocessing preprocessing
    )
    {
        ArgumentNullException.ThrowIfNull(env);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        ArgumentNullException.ThrowIfNull(preprocessing);
        preprocessing.Validate();
        _host = env.Register(nameof(ImagePixelLoadingEstimator));
        _transformer = new ImagePixelLoadingTransformer(_host, outputColumnName, inputColumnName, preprocessing);
    }

    /// <summary>Checks the column of paths. Reads no picture.</summary>
    /// <param name="input">Data with the column of paths.</param>
    public ImagePixelLoadingTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        _transformer.GetOutputSchema(input.Schema);
        return _transformer;
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        string path = _transformer.InputColumnName;
        if (!inputSchema.TryFindColumn(path, out SchemaShape.Column column))
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "image path", path);
        bool isText =
            column.Kind == SchemaShape.Column.VectorKind.Scalar && column.ItemType == TextDataViewType.Instance;
        if (!isText)
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "image path", path, "String", column.GetTypeString());
        var pixels = new SchemaShape.Column(
            _transformer.OutputColumnName,
            SchemaShape.Column.VectorKind.Vector,
            NumberDataViewType.Single,
            isKey: false
        );
        return new SchemaShape(inputSchema.Where(existing => existing.Name != pixels.Name).Append(pixels));
    }
}
