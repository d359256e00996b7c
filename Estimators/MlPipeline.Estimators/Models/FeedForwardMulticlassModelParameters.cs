using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Estimators;
using MlPipeline.Network;
using MlPipeline.Network.Scoring;

[assembly: LoadableClass(
    typeof(FeedForwardMulticlassModelParameters),
    null,
    typeof(SignatureLoadModel),
    "Feedforward network, multiclass",
    FeedForwardMulticlassModelParameters.LoaderSignature
)]

namespace MlPipeline.Estimators;

/// <summary>A trained feedforward network that gives the probability of each class.</summary>
public sealed class FeedForwardMulticlassModelParameters : FeedForwardModelParametersBase<VBuffer<float>>
{
    internal const string LoaderSignature = "MlPipelineFeedForwardMc";

    internal FeedForwardMulticlassModelParameters(
        IHostEnvironment env,
        FeedForwardNetwork network,
        TrainingHistory? history
    )
        : base(env, LoaderSignature, network, history) { }

    private FeedForwardMulticlassModelParameters(IHostEnvironment env, ModelLoadContext ctx)
        : base(env, LoaderSignature, ctx) { }

    /// <inheritdoc/>
    public override PredictionKind PredictionKind => PredictionKind.MulticlassClassification;

    private protected override DataViewType ScoreType =>
        new VectorDataViewType(NumberDataViewType.Single, Network.Spec.OutputSize);

    private protected override VersionInfo Version => FileVersion();

    internal static FeedForwardMulticlassModelParameters Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(FileVersion());
        return new FeedForwardMulticlassModelParameters(env, ctx);
    }

    internal override void Score(Predictor predictor, ReadOnlySpan<float> features, Span<float> scores) =>
        predictor.Predict(features, scores);

    private protected override Delegate CreateMapper()
    {
        RowScoring score = CreateRowScoring();
        int classes = Network.Spec.OutputSize;
        return (ValueMapper<VBuffer<float>, VBuffer<float>>)(
            (in VBuffer<float> features, ref VBuffer<float> scores) =>
            {
                VBufferEditor<float> editor = VBufferEditor.Create(ref scores, classes);
                score(in features, editor.Values);
                scores = editor.Commit();
            }
        );
    }

    private static VersionInfo FileVersion() => ModelVersion.Of("MLPFFMC ", LoaderSignature, ModelVersion.Checked);
}
