using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlPipeline.Estimators.Data;
using MlPipeline.Estimators.Scoring;
using MlPipeline.Network;

namespace MlPipeline.Estimators;

/// <summary>
/// Trains a feedforward neural network to predict a number, by squared error. Labels need no normalization: they are
/// scaled to mean 0 and variance 1 inside, and scores are scaled back. So the loss that training reports is in units of
/// the label's variance: about 1 - R².
/// <list type="table">
/// <listheader><term>Column</term><description>Type</description></listheader>
/// <item><term>Input label</term><description><see cref="float"/>; NaN is a missing label</description></item>
/// <item><term>Input features</term><description>Vector of <see cref="float"/>, of known size, best normalized to about
/// -1 to 1</description></item>
/// <item><term>Input weight, optional</term><description><see cref="float"/>, at least 0: the factor on the row's
/// loss</description></item>
/// <item><term>Output Score</term><description><see cref="float"/>: the prediction, in the unit of the
/// label</description></item>
/// </list>
/// Normalization is needed; caching is not, since the rows are read once, into memory, as long as they fit
/// <see cref="FeedForwardOptionsBase.CacheSizeLimit"/>: a byte a feature for pixels and other columns of few values,
/// otherwise four bytes. A row whose vector has another length than the column's type says is refused by its number
/// when it is read. Export to ONNX is not possible yet.
/// </summary>
public sealed class FeedForwardRegressionTrainer
    : FeedForwardTrainerBase<FeedForwardRegressionTransformer, FeedForwardRegressionModelParameters>
{
    internal const string LoadName = "FeedForwardRegression";

    internal FeedForwardRegressionTrainer(IHostEnvironment env, Options options)
        : base(env.Register(LoadName), options, TrainerUtils.MakeR4ScalarColumn(options.LabelColumnName)) { }

    /// <inheritdoc/>
    public override PredictionKind PredictionKind => PredictionKind.Regression;

    /// <inheritdoc/>
    public override SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema) =>
        [
            new SchemaShape.Column(
                ScoreColumn.Score,
                SchemaShape.Column.VectorKind.Scalar,
                NumberDataViewType.Single,
                false,
                new SchemaShape(AnnotationUtils.GetTrainerOutputAnnotation())
            ),
        ];

    /// <inheritdoc/>
    public override FeedForwardRegressionTransformer MakeTransformer(
        FeedForwardRegressionModelParameters model,
        DataViewSchema trainSchema
    ) => new(Host, model, trainSchema, FeatureColumn.Name);

    private protected override LabelCode LabelsOf(RoleMappedData data, FeedForwardRegressionModelParameters? previous)
    {
        data.CheckRegressionLabel();
        return new RegressionLabels(previous?.LabelScale);
    }

    private protected override FeedForwardRegressionModelParameters MakeModel(
        FeedForwardNetwork network,
        TrainingHistory history,
        LabelCode labels
    ) => new(Host, network, history, ((RegressionLabels)labels).Scale);

    /// <summary>Options of the trainer.</summary>
    public sealed class Options : FeedForwardOptionsBase
    {
        internal override LossKind LossKind => LossKind.SquaredError;
    }
}
