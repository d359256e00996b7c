using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers;
using MlPipeline.Estimators;
using MlPipeline.Estimators.Trainers;

namespace Microsoft.ML;

/// <summary>Feedforward networks under ML.NET's OneVersusAll. Its PairwiseCoupling takes them as they are.</summary>
public static class OneVersusAllCatalog
{
    /// <summary>
    /// Trains one binary network a class, which tells the class from all others, as ML.NET's own method of this name
    /// does with its trainers. One <see cref="FeedForwardMulticlassTrainer"/> is mostly better and always faster.
    /// </summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="binaryEstimator">The trainer of each class.</param>
    /// <param name="labelColumnName">The label column: a key.</param>
    /// <param name="imputeMissingLabelsAsNegative">Whether rows without a label count as those of other classes; else
    /// they are left out.</param>
    /// <param name="calibrator">Not needed: the networks give probabilities.</param>
    /// <param name="maximumCalibrationExampleCount">Rows that a calibrator may use.</param>
    /// <param name="useProbabilities">Whether classes are compared by probability; else by log-odds.</param>
    /// <example>
    /// <code>
    /// var trainer = context.MulticlassClassification.Trainers.OneVersusAll(
    ///     context.BinaryClassification.Trainers.FeedForward(hiddenLayers: [32]));
    /// </code>
    /// </example>
    public static OneVersusAllTrainer OneVersusAll(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        FeedForwardBinaryTrainer binaryEstimator,
        string labelColumnName = "Label",
        bool imputeMissingLabelsAsNegative = false,
        IEstimator<ISingleFeaturePredictionTransformer<ICalibrator>>? calibrator = null,
        int maximumCalibrationExampleCount = 1_000_000_000,
        bool useProbabilities = true
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(binaryEstimator);
        return catalog.OneVersusAll<FeedForwardBinaryModelParameters>(
            new BinaryClassTrainer(binaryEstimator),
            labelColumnName,
            imputeMissingLabelsAsNegative,
            calibrator,
            maximumCalibrationExampleCount,
            useProbabilities
        );
    }
}
