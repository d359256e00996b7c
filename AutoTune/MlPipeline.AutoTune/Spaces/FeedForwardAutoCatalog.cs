using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Spaces;
using MlPipeline.Estimators;

namespace Microsoft.ML.AutoML;

/// <summary>Adds the feedforward network to the estimators that AutoML can search.</summary>
public static class FeedForwardAutoCatalog
{
    /// <summary>
    /// Creates a feedforward neural network for multiclass classification whose parameters are searched.
    /// </summary>
    /// <param name="catalog">The AutoML catalog.</param>
    /// <param name="labelColumnName">The label column, of a key type.</param>
    /// <param name="featureColumnName">The feature column, a vector of Single of known size.</param>
    /// <param name="searchSpace">
    /// The space to search; null for <see cref="FeedForwardSearchSpace.ClassicSmall"/>.
    /// </param>
    /// <param name="configure">
    /// Sets options that are not searched; searched ones take precedence. Null for none.
    /// </param>
    public static SweepableEstimator FeedForward(
        this AutoCatalog catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        FeedForwardSearchSpace? searchSpace = null,
        Action<FeedForwardMulticlassTrainer.Options>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new SweepableEstimator(Build, searchSpace ?? FeedForwardSearchSpace.ClassicSmall());

        IEstimator<ITransformer> Build(MLContext context, Parameter parameter)
        {
            FeedForwardMulticlassTrainer.Options options = new()
            {
                LabelColumnName = labelColumnName,
                FeatureColumnName = featureColumnName,
            };
            configure?.Invoke(options);
            FeedForwardSearchSpace.Apply(parameter, options);
            FeedForwardMulticlassTrainer trainer = context.MulticlassClassification.Trainers.FeedForward(options);
            return FeedForwardSearchSpace.ToAugmentation(parameter) is { } augmentation
                ? new EstimatorChain<ITransformer>()
                    .AppendAugmentation(
                        context.Transforms.AugmentImages(featureColumnName, augmentation with { Seed = options.Seed })
                    )
                    .Append(trainer)
                : trainer;
        }
    }
}
