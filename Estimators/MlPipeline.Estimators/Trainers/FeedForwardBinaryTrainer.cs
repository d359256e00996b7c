using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlPipeline.Estimators.Data;
using MlPipeline.Estimators.Scoring;
using MlPipeline.Network;

namespace MlPipeline.Estimators;

/// <summary>
/// Trains a feedforward neural network to predict yes or no, by cross-entropy on a sigmoid output, whose probabilities
/// need no calibrator.
/// <list type="table">
/// <listheader><term>Column</term><description>Type</description></listheader>
/// <item><term>Input label</term><description><see cref="bool"/>; also a key of two values (the second is yes) or
/// <see cref="float"/> (above 0 is yes, NaN a missing label)</description></item>
/// <item><term>Input features</term><description>Vector of <see cref="float"/>, of known size, best normalized to about
/// -1 to 1</description></item>
/// <item><term>Input weight, optional</term><description><see cref="float"/>, at least 0: the factor on the row's
/// loss</description></item>
/// <item><term>Output Score</term><description><see cref="float"/>, unbounded: the log-odds of yes</description></item>
/// <item><term>Output Probability</term><description><see cref="float"/>, 0 to 1: the probability of
/// yes</description></item>
/// <item><term>Output PredictedLabel</term><description><see cref="bool"/>: whether the score is above
/// 0</description></item>
/// </list>
/// Normalization is needed; caching is not, since the rows are read once, into memory, as long as they fit
/// <see cref="FeedForwardOptionsBase.CacheSizeLimit"/>: a byte a feature for pixels and other columns of few values,
/// otherwise four bytes. A row whose vector has another length than the column's type says is refused by its number
/// when it is read, and so are rows of one class only. Export to ONNX is not possible yet.
/// </summary>
public sealed class FeedForwardBinaryTrainer
    : FeedForwardTrainerBase<FeedForwardBinaryTransformer, FeedForwardBinaryModelParameters>
{
    internal const string LoadName = "FeedForwardBinary";

    private readonly Options _options;

    internal FeedForwardBinaryTrainer(IHostEnvironment env, Options options)
        : base(env.Register(LoadName), options, TrainerUtils.MakeBoolScalarLabel(options.LabelColumnName)) =>
        _options = options;

    /// <inheritdoc/>
    public override PredictionKind PredictionKind => PredictionKind.BinaryClassification;

    /// <inheritdoc/>
    public override void CheckLabelCompatible(SchemaShape.Column labelCol)
    {
        bool fits =
            labelCol.Kind == SchemaShape.Column.VectorKind.Scalar
            && (
                labelCol.IsKey
                || labelCol.ItemType is BooleanDataViewType
                || labelCol.ItemType.Equals(NumberDataViewType.Single)
                || labelCol.ItemType.Equals(NumberDataViewType.Double)
            );
        if (!fits)
            throw Host.ExceptSchemaMismatch(
                nameof(labelCol),
                "label",
                labelCol.Name,
                "Boolean, Key of two values, Single or Double",
                labelCol.GetTypeString()
            );
    }

    /// <inheritdoc/>
    public override SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema) =>
        [
            Output(ScoreColumn.Score, NumberDataViewType.Single, isNormalized: false),
            Output(ScoreColumn.Probability, NumberDataViewType.Single, isNormalized: true),
            Output(ScoreColumn.PredictedLabel, BooleanDataViewType.Instance, isNormalized: false),
        ];

    /// <inheritdoc/>
    public override FeedForwardBinaryTransformer MakeTransformer(
        FeedForwardBinaryModelParameters model,
        DataViewSchema trainSchema
    ) => new(Host, model, trainSchema, FeatureColumn.Name, LabelColumn.Name);

    private protected override LabelCode LabelsOf(RoleMappedData data, FeedForwardBinaryModelParameters? previous)
    {
        DataViewSchema.Column label = data.Schema.Label!.Value;
        if (label.Type is KeyDataViewType { Count: not 2 } key)
            throw Host.ExceptParam(
                nameof(data),
                $"The label column '{label.Name}' is a key of {key.Count} values; binary classification takes two "
                    + "(MulticlassClassification.Trainers.FeedForward takes more)."
            );
        return new BinaryLabels(_options.ClassWeights, ClassNames.Of(label), label.Name);
    }

    private protected override FeedForwardBinaryModelParameters MakeModel(
        FeedForwardNetwork network,
        TrainingHistory history,
        LabelCode labels
    ) => new(Host, network, history);

    private static SchemaShape.Column Output(string name, DataViewType type, bool isNormalized) =>
        new(
            name,
            SchemaShape.Column.VectorKind.Scalar,
            type,
            false,
            new SchemaShape(AnnotationUtils.GetTrainerOutputAnnotation(isNormalized))
        );

    /// <summary>Options of the trainer.</summary>
    public sealed class Options : FeedForwardOptionsBase
    {
        /// <summary>
        /// How much the rows of each class count: given, or <see cref="ClassWeights.Balanced"/>. Default: all the same.
        /// </summary>
        public ClassWeights? ClassWeights;

        internal override LossKind LossKind => LossKind.SigmoidCrossEntropy;
    }
}
