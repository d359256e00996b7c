using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlPipeline.Estimators.Data;
using MlPipeline.Estimators.Scoring;
using MlPipeline.Network;

namespace MlPipeline.Estimators;

/// <summary>
/// Trains a feedforward neural network to predict one of several classes.
/// <list type="table">
/// <listheader><term>Column</term><description>Type</description></listheader>
/// <item><term>Input label</term><description><see cref="KeyDataViewType"/> on UInt32 (use
/// MapValueToKey)</description></item>
/// <item><term>Input features</term><description>Vector of <see cref="float"/>, of known size, best normalized to about
/// -1 to 1</description></item>
/// <item><term>Input weight, optional</term><description><see cref="float"/>, at least 0: the factor on the row's
/// loss</description></item>
/// <item><term>Output Score</term><description>Vector of <see cref="float"/>: the probability of each
/// class</description></item>
/// <item><term>Output PredictedLabel</term><description>Key, with the label's key values: the most probable
/// class</description></item>
/// </list>
/// Normalization is needed; caching is not, since the rows are read once, into memory, as long as they fit
/// <see cref="FeedForwardOptionsBase.CacheSizeLimit"/>: a byte a feature for pixels and other columns of few values,
/// otherwise four bytes. A row whose vector has another length than the column's type says is refused by its number
/// when it is read, and so are rows of one class only. Export to ONNX is not possible yet.
/// </summary>
public sealed class FeedForwardMulticlassTrainer
    : FeedForwardTrainerBase<FeedForwardMulticlassTransformer, FeedForwardMulticlassModelParameters>
{
    internal const string LoadName = "FeedForwardMulticlass";

    private readonly Options _options;

    internal FeedForwardMulticlassTrainer(IHostEnvironment env, Options options)
        : base(env.Register(LoadName), options, TrainerUtils.MakeU4ScalarColumn(options.LabelColumnName)) =>
        _options = options;

    /// <inheritdoc/>
    public override PredictionKind PredictionKind => PredictionKind.MulticlassClassification;

    /// <inheritdoc/>
    public override SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema)
    {
        if (!inputSchema.TryFindColumn(LabelColumn.Name, out SchemaShape.Column label))
            throw Host.ExceptSchemaMismatch(nameof(inputSchema), "label", LabelColumn.Name);
        IEnumerable<SchemaShape.Column> predicted = label
            .Annotations.Where(annotation => annotation.Name == AnnotationUtils.Kinds.KeyValues)
            .Concat(AnnotationUtils.GetTrainerOutputAnnotation());
        return
        [
            new SchemaShape.Column(
                ScoreColumn.Score,
                SchemaShape.Column.VectorKind.Vector,
                NumberDataViewType.Single,
                false,
                new SchemaShape(AnnotationUtils.AnnotationsForMulticlassScoreColumn(label))
            ),
            new SchemaShape.Column(
                ScoreColumn.PredictedLabel,
                SchemaShape.Column.VectorKind.Scalar,
                NumberDataViewType.UInt32,
                true,
                new SchemaShape(predicted)
            ),
        ];
    }

    /// <inheritdoc/>
    public override FeedForwardMulticlassTransformer MakeTransformer(
        FeedForwardMulticlassModelParameters model,
        DataViewSchema trainSchema
    ) => new(Host, model, trainSchema, FeatureColumn.Name, LabelColumn.Name);

    private protected override LabelCode LabelsOf(RoleMappedData data, FeedForwardMulticlassModelParameters? previous)
    {
        data.CheckMulticlassLabel(out int classes);
        DataViewSchema.Column label = data.Schema.Label!.Value;
        return new MulticlassLabels(classes, _options.ClassWeights, ClassNames.Of(label), label.Name);
    }

    // Keys are numbered as values come, so equal counts do not make equal classes.
    private protected override void CheckSameLabels(
        DataViewSchema.Column label,
        FeedForwardMulticlassTransformer previous
    )
    {
        IReadOnlyList<string> names = ClassNames.OfKeyValues(label);
        IReadOnlyList<string> before = previous.ClassNames();
        if (names.Count == 0 || before.Count == 0 || names.SequenceEqual(before))
            return;
        throw new ArgumentException(
            $"The model to go on from has the classes {Some(before)}; the label column '{label.Name}' has "
                + $"{Some(names)}. Give labels the same keys in the same order, or set Options.TransferFrom to keep "
                + "its hidden layers only."
        );
    }

    private protected override FeedForwardMulticlassModelParameters MakeModel(
        FeedForwardNetwork network,
        TrainingHistory history,
        LabelCode labels
    ) => new(Host, network, history);

    private static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(20)) + (names.Count > 20 ? $" and {names.Count - 20} more" : "");

    /// <summary>Options of the trainer.</summary>
    public sealed class Options : FeedForwardOptionsBase
    {
        /// <summary>What is minimized. Default: cross-entropy.</summary>
        public MulticlassLoss Loss = MulticlassLoss.CrossEntropy;

        /// <summary>
        /// How much the rows of each class count: given, or <see cref="ClassWeights.Balanced"/>. Default: all the same.
        /// </summary>
        public ClassWeights? ClassWeights;

        internal override LossKind LossKind => MulticlassLosses.KindOf(Loss);
    }
}
