using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlPipeline.Estimators.Data;
using MlPipeline.Network;
using MlPipeline.Network.Augmentation;
using MlPipeline.Network.Data;

namespace MlPipeline.AutoTune.Experiments;

/// <summary>
/// The rows of an experiment, read once and held in memory once, for all its trials: a byte a feature for pixels and
/// other columns of few values, otherwise four bytes.
/// </summary>
public sealed class SharedTrialData
{
    private SharedTrialData(TrainingSet training, TrainingSet validation, int classes)
    {
        Training = training;
        Validation = validation;
        Classes = classes;
        var all = new StackedMatrix(training.Features, validation.Features);
        Everything = TrainingSet.OfClasses(all, [.. training.Classes!, .. validation.Classes!]);
    }

    /// <summary>The training rows.</summary>
    public int TrainingRows => Training.Rows;

    /// <summary>The validation rows, on which trials are compared.</summary>
    public int ValidationRows => Validation.Rows;

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The preprocessing that comes before the network in every model; null for none.</summary>
    internal ITransformer? Preprocessing { get; private init; }

    internal DataViewSchema InputSchema { get; private init; } = null!;

    internal DataViewSchema TrainingSchema { get; private init; } = null!;

    internal string LabelColumn { get; private init; } = null!;

    internal string FeatureColumn { get; private init; } = null!;

    internal TrainingSet Training { get; }

    internal TrainingSet Validation { get; }

    /// <summary>Training and validation rows together, without a second copy.</summary>
    internal TrainingSet Everything { get; }

    /// <summary>The shape of the images that rows are, from the type of the column; otherwise a square.</summary>
    /// <exception cref="InvalidOperationException">The shape is unknown.</exception>
    internal ImageShape ImageShape() =>
        ImageShapes.ShapeOf(
            (VectorDataViewType)TrainingSchema[FeatureColumn].Type,
            FeatureColumn,
            null,
            null,
            null,
            "the column the dimensions of its images"
        );

    /// <summary>Reads the rows.</summary>
    /// <param name="context">Receives messages about rows that are left out.</param>
    /// <param name="training">The training rows.</param>
    /// <param name="validation">The validation rows, with the same columns.</param>
    /// <param name="preprocessing">
    /// Fitted on the training rows, such as a normalizer; it becomes part of every model.
    /// </param>
    /// <param name="labelColumn">The label column, of a key type.</param>
    /// <param name="featureColumn">The feature column, a vector of Single of known size.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <exception cref="InvalidOperationException">A feature is NaN or infinite, or there is no row.</exception>
    /// <exception cref="ArgumentException">A column is missing or of another type, or rows are augmented.</exception>
    public static SharedTrialData Read(
        MLContext context,
        IDataView training,
        IDataView validation,
        ITransformer? preprocessing = null,
        string labelColumn = "Label",
        string featureColumn = "Features",
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        using IChannel channel = (
            (IChannelProvider)((IHostEnvironment)context).Register("FeedForwardExperiment")
        ).Start("Reading");
        RoleMappedData Columns(IDataView rows) =>
            new(preprocessing?.Transform(rows) ?? rows, labelColumn, featureColumn);
        // With room without a limit, only rows that change from epoch to epoch are not held.
        static TrainingSet InMemory(RowSource rows) =>
            rows is CachedRows cached
                ? cached.Set
                : throw new ArgumentException(
                    "The training rows are augmented anew each epoch, and trials share rows that are held in memory; "
                        + "leave AugmentImages out."
                );
        RoleMappedData learned = Columns(training);
        learned.CheckMulticlassLabel(out int classes);
        DataViewSchema.Column label = learned.Schema.Label!.Value;
        var labels = new MulticlassLabels(classes, weights: null, ClassNames.Of(label), label.Name);
        TrainingSet trainingSet = InMemory(
            TrainingData.ReadTraining(learned, labels, channel, long.MaxValue, cancellation)
        );
        return new SharedTrialData(
            trainingSet,
            InMemory(TrainingData.ReadValidation(Columns(validation), labels, channel, long.MaxValue, cancellation)),
            classes
        )
        {
            Preprocessing = preprocessing,
            InputSchema = training.Schema,
            TrainingSchema = learned.Data.Schema,
            LabelColumn = labelColumn,
            FeatureColumn = featureColumn,
        };
    }
}
