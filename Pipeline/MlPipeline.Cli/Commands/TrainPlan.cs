using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Estimators;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Cli.Commands;

/// <summary>
/// A training as given on the command line: normalizer, augmentation and network as an ML.NET pipeline.
/// </summary>
/// <param name="Dataset">The name of the data set.</param>
/// <param name="ValidationShare">The share of the training images that is used for validation.</param>
/// <param name="Normalization">How pixels are scaled.</param>
/// <param name="Augmentation">The augmentation of training images; null for none.</param>
/// <param name="Options">The options of the trainer.</param>
/// <param name="Seed">Seeds all random choices.</param>
internal sealed record TrainPlan(
    string Dataset,
    double ValidationShare,
    NormalizationKind Normalization,
    AugmentationOptions? Augmentation,
    FeedForwardMulticlassTrainer.Options Options,
    int Seed
)
{
    /// <summary>Validates all options before data are read, which can take minutes.</summary>
    /// <exception cref="ArgumentException">One is outside its range.</exception>
    public void Check(MLContext context)
    {
        _ = context.MulticlassClassification.Trainers.FeedForward(Options);
        if (Augmentation != null)
            _ = context.Transforms.AugmentImages("Features", Augmentation);
    }

    /// <summary>Fits on the training images without the validation images.</summary>
    public (ITransformer Model, FeedForwardMulticlassModelParameters Network) Fit(MLContext context, IDataView data)
    {
        if (ValidationShare == 0)
            return Fit(context, data, null);
        DataOperationsCatalog.TrainTestData split = context.Data.TrainTestSplit(data, ValidationShare, seed: Seed);
        return Fit(context, split.TrainSet, split.TestSet);
    }

    /// <summary>Fits on one set and evaluates on another, if there is one, after every epoch.</summary>
    public (ITransformer Model, FeedForwardMulticlassModelParameters Network) Fit(
        MLContext context,
        IDataView training,
        IDataView? validation
    )
    {
        FeedForwardMulticlassTrainer trainer = context.MulticlassClassification.Trainers.FeedForward(Options);
        AugmentImagesEstimator? augment =
            Augmentation == null ? null : context.Transforms.AugmentImages("Features", Augmentation);
        ITransformer? normalizer = Commands.Normalization.Of(context, Normalization)?.Fit(training);
        IDataView Normalized(IDataView view) => normalizer?.Transform(view) ?? view;
        IDataView Augmented(IDataView view) => augment?.Fit(view).Transform(view) ?? view;
        FeedForwardMulticlassTransformer network =
            validation == null
                ? trainer.Fit(Augmented(Normalized(training)))
                : trainer.Fit(Augmented(Normalized(training)), Normalized(validation));
        ITransformer model = normalizer == null ? network : normalizer.Append(network);
        return (model, network.Model);
    }
}
