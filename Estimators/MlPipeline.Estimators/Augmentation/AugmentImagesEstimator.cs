using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Estimators.Augmentation;
using MlPipeline.Estimators.Data;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Estimators;

/// <summary>
/// Varies the images of a column at random while a model is trained: rotation, shift, zoom, shear, flip, elastic
/// distortion, brightness, contrast, noise, erasing. The column stays under its name, with its type.
/// <list type="table">
/// <listheader><term>Column</term><description>Type</description></listheader>
/// <item><term>Input and output</term><description>Vector of <see cref="float"/> of known size: [height, width] or
/// [channels, height, width]; without dimensions, a square</description></item>
/// </list>
/// Append it with <see cref="TransformerScope.Training"/>, or by
/// <see cref="AugmentationCatalog.AppendAugmentation"/>, which does so; best as the last step before the trainer: then
/// the trainer holds the images as they are, and varies them anew each epoch on all its threads. Only the training rows
/// of a trainer of this library are varied, and only while it trains: the trainer asks for it. All other readers get
/// the rows as they are, the test folds of CrossValidate, evaluations, predictions and trainers of other libraries
/// included, even where the scope was forgotten. <see cref="AugmentImagesTransformer.Augment"/> varies data for any
/// reader.
/// </summary>
public sealed class AugmentImagesEstimator : IEstimator<AugmentImagesTransformer>
{
    private readonly IHost _host;
    private readonly string _columnName;
    private readonly AugmentationOptions _options;

    internal AugmentImagesEstimator(IHostEnvironment env, string columnName, AugmentationOptions options)
    {
        ArgumentNullException.ThrowIfNull(env);
        ArgumentException.ThrowIfNullOrEmpty(columnName);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _host = env.Register(nameof(AugmentImagesEstimator));
        _columnName = columnName;
        _options = options;
    }

    /// <summary>
    /// Finds out the shape of the pictures and, where the options need it, the range of their pixels.
    /// </summary>
    /// <param name="input">The data to vary.</param>
    /// <exception cref="InvalidOperationException">
    /// Nothing tells the shape of the pictures, or the options contradict the column.
    /// </exception>
    public AugmentImagesTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        VectorDataViewType type = ImageColumn.TypeOf(_host, input.Schema, _columnName);
        ImageShape shape = ImageShapes.ShapeOf(
            type,
            _columnName,
            _options.Height,
            _options.Width,
            _options.Channels,
            "Height, Width and Channels (AugmentationOptions)"
        );
        AugmentationOptions found = _options with
        {
            Height = shape.Height,
            Width = shape.Width,
            Channels = shape.Channels,
            Seed = _options.Seed ?? _host.Rand.Next(),
            Pixels =
                _options.Pixels ?? (_options.NeedsPixels ? ImageColumn.PixelsOf(input, _columnName, shape.Size) : null),
        };
        return new AugmentImagesTransformer(_host, _columnName, found);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        if (!inputSchema.TryFindColumn(_columnName, out SchemaShape.Column column))
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "image", _columnName);
        if (
            column.Kind != SchemaShape.Column.VectorKind.Vector
            || column.ItemType != NumberDataViewType.Single
            || column.IsKey
        )
            throw _host.ExceptSchemaMismatch(
                nameof(inputSchema),
                "image",
                _columnName,
                "Vector of Single of known size",
                column.GetTypeString()
            );
        return inputSchema;
    }

    /// <summary>A chain that begins with this, for training only, whatever the scope of what follows.</summary>
    /// <param name="estimator">What follows.</param>
    /// <param name="scope">When that applies.</param>
    public EstimatorChain<TTransformer> Append<TTransformer>(
        IEstimator<TTransformer> estimator,
        TransformerScope scope = TransformerScope.Everything
    )
        where TTransformer : class, ITransformer =>
        new EstimatorChain<ITransformer>().Append(this, TransformerScope.Training).Append(estimator, scope);
}
