using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Spaces;
using MlPipeline.Estimators;

namespace Microsoft.ML.AutoML;

/// <summary>The feedforward network among what AutoML searches.</summary>
public static class FeedForwardAutoCatalog
{
    /// <summary>
    /// A feedforward neural network that predicts one of several classes, and whose parameters are searched.
    /// </summary>
    /// <param name="catalog">AutoML.</param>
    /// <param name="labelColumnName">The label: a key.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size.</param>
    /// <param name="searchSpace">
    /// What is searched; <see cref="FeedForwardSearchSpace.ClassicSmall"/> where null.
    /// </param>
    /// <param name="configure">Sets what is not searched, before what is; nothing where null.</param>
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
