using Microsoft.ML.Data;
using MlPipeline.Estimators;
using MlPipeline.Network;

namespace Microsoft.ML;

/// <summary>The feedforward network among ML.NET's trainers.</summary>
public static class FeedForwardCatalog
{
    /// <summary>A feedforward neural network that predicts one of several classes.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The label: a key.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">
    /// How much a row counts: Single, at least 0; all the same where null.
    /// </param>
    /// <param name="hiddenLayers">Units of each hidden layer; 128 and 128 where null.</param>
    /// <param name="activation">The nonlinearity of the hidden layers.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="learningRate">Step size; what suits the optimizer where null.</param>
    /// <param name="batchSize">Rows of a mini-batch.</param>
    /// <param name="epochs">Passes over the rows.</param>
    /// <param name="weightDecay">Weight decay: decoupled with AdamW, L2 else.</param>
    /// <param name="seed">Of weights and order of rows; the context's where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static FeedForwardMulticlassTrainer FeedForward(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        int[]? hiddenLayers = null,
        ActivationKind activation = ActivationKind.ReLU,
        OptimizerKind optimizer = OptimizerKind.Adam,
        float? learningRate = null,
        int batchSize = 64,
        int epochs = 10,
        float weightDecay = 0,
        int? seed = null
    ) =>
        FeedForward(
            catalog,
            new FeedForwardMulticlassTrainer.Options
            {
                LabelColumnName = labelColumnName,
                FeatureColumnName = featureColumnName,
                ExampleWeightColumnName = exampleWeightColumnName,
                HiddenLayers = hiddenLayers ?? FeedForwardOptionsBase.DefaultHiddenLayers,
                Activation = activation,
                Optimizer = optimizer,
                LearningRate = learningRate,
                BatchSize = batchSize,
                Epochs = epochs,
                WeightDecay = weightDecay,
                Seed = seed,
            }
        );

    /// <summary>A feedforward neural network that predicts one of several classes.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="options">Everything that can be set.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static FeedForwardMulticlassTrainer FeedForward(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        FeedForwardMulticlassTrainer.Options options
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        return new FeedForwardMulticlassTrainer(CatalogUtils.GetEnvironment(catalog), options);
    }

    /// <summary>A feedforward neural network that predicts yes or no, and the probability of yes.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The label: Boolean, a key of two values, or Single.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">
    /// How much a row counts: Single, at least 0; all the same where null.
    /// </param>
    /// <param name="hiddenLayers">Units of each hidden layer; 128 and 128 where null.</param>
    /// <param name="activation">The nonlinearity of the hidden layers.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="learningRate">Step size; what suits the optimizer where null.</param>
    /// <param name="batchSize">Rows of a mini-batch.</param>
    /// <param name="epochs">Passes over the rows.</param>
    /// <param name="weightDecay">Weight decay: decoupled with AdamW, L2 else.</param>
    /// <param name="seed">Of weights and order of rows; the context's where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static FeedForwardBinaryTrainer FeedForward(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        int[]? hiddenLayers = null,
        ActivationKind activation = ActivationKind.ReLU,
        OptimizerKind optimizer = OptimizerKind.Adam,
        float? learningRate = null,
        int batchSize = 64,
        int epochs = 10,
        float weightDecay = 0,
        int? seed = null
    ) =>
        FeedForward(
            catalog,
            new FeedForwardBinaryTrainer.Options
            {
                LabelColumnName = labelColumnName,
                FeatureColumnName = featureColumnName,
                ExampleWeightColumnName = exampleWeightColumnName,
                HiddenLayers = hiddenLayers ?? FeedForwardOptionsBase.DefaultHiddenLayers,
                Activation = activation,
                Optimizer = optimizer,
                LearningRate = learningRate,
                BatchSize = batchSize,
                Epochs = epochs,
                WeightDecay = weightDecay,
                Seed = seed,
            }
        );

    /// <summary>A feedforward neural network that predicts yes or no, and the probability of yes.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="options">Everything that can be set.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static FeedForwardBinaryTrainer FeedForward(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        FeedForwardBinaryTrainer.Options options
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        return new FeedForwardBinaryTrainer(CatalogUtils.GetEnvironment(catalog), options);
    }

    /// <summary>A feedforward neural network that predicts a number.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The label: Single, in any unit.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">
    /// How much a row counts: Single, at least 0; all the same where null.
    /// </param>
    /// <param name="hiddenLayers">Units of each hidden layer; 128 and 128 where null.</param>
    /// <param name="activation">The nonlinearity of the hidden layers.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="learningRate">Step size; what suits the optimizer where null.</param>
    /// <param name="batchSize">Rows of a mini-batch.</param>
    /// <param name="epochs">Passes over the rows.</param>
    /// <param name="weightDecay">Weight decay: decoupled with AdamW, L2 else.</param>
    /// <param name="seed">Of weights and order of rows; the context's where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static FeedForwardRegressionTrainer FeedForward(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        int[]? hiddenLayers = null,
        ActivationKind activation = ActivationKind.ReLU,
        OptimizerKind optimizer = OptimizerKind.Adam,
        float? learningRate = null,
        int batchSize = 64,
        int epochs = 10,
        float weightDecay = 0,
        int? seed = null
    ) =>
        FeedForward(
            catalog,
            new FeedForwardRegressionTrainer.Options
            {
                LabelColumnName = labelColumnName,
                FeatureColumnName = featureColumnName,
                ExampleWeightColumnName = exampleWeightColumnName,
                HiddenLayers = hiddenLayers ?? FeedForwardOptionsBase.DefaultHiddenLayers,
                Activation = activation,
                Optimizer = optimizer,
                LearningRate = learningRate,
                BatchSize = batchSize,
                Epochs = epochs,
                WeightDecay = weightDecay,
                Seed = seed,
            }
        );

    /// <summary>A feedforward neural network that predicts a number.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="options">Everything that can be set.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static FeedForwardRegressionTrainer FeedForward(
        this RegressionCatalog.RegressionTrainers catalog,
        FeedForwardRegressionTrainer.Options options
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        return new FeedForwardRegressionTrainer(CatalogUtils.GetEnvironment(catalog), options);
    }
}
