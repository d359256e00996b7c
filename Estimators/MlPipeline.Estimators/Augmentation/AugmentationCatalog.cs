using Microsoft.ML.Data;
using MlPipeline.Estimators;
using MlPipeline.Network.Augmentation;

namespace Microsoft.ML;

/// <summary>Augmentation of images among ML.NET's transforms.</summary>
public static class AugmentationCatalog
{
    /// <summary>Varies the pictures of a column at random while a model is trained.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="columnName">The column: a vector of Single of known size.</param>
    /// <param name="options">How; <see cref="AugmentationOptions.AffineElastic"/>, say.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example>
    /// <code>
    /// var pipeline = context.Transforms.NormalizeMinMax("Features")
    /// .Append(context.Transforms.AugmentImages("Features", AugmentationOptions.AffineElastic),
    /// TransformerScope.Training)
    ///     .Append(context.MulticlassClassification.Trainers.FeedForward());
    /// </code>
    /// </example>
    public static AugmentImagesEstimator AugmentImages(
        this TransformsCatalog catalog,
        string columnName,
        AugmentationOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new AugmentImagesEstimator(catalog.GetEnvironment(), columnName, options);
    }

    /// <summary>A chain in which pictures are varied for training only.</summary>
    /// <param name="start">What comes before.</param>
    /// <param name="augmentation">How pictures are varied (<see cref="AugmentImages"/>).</param>
    public static EstimatorChain<AugmentImagesTransformer> AppendAugmentation(
        this IEstimator<ITransformer> start,
        AugmentImagesEstimator augmentation
    )
    {
        ArgumentNullException.ThrowIfNull(start);
        return start.Append(augmentation, TransformerScope.Training);
    }
}
