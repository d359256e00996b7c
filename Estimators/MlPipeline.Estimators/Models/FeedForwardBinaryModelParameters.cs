using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Estimators;
using MlPipeline.Network;
using MlPipeline.Network.Scoring;

[assembly: LoadableClass(
    typeof(FeedForwardBinaryModelParameters),
    null,
    typeof(SignatureLoadModel),
    "Feedforward network, binary",
    FeedForwardBinaryModelParameters.LoaderSignature
)]

namespace MlPipeline.Estimators;

/// <summary>
/// A trained feedforward network that gives the log-odds of "true", <c>z</c>, and its probability, <c>1 / (1 +
/// e^-z)</c>. Trained by cross-entropy, it needs no calibrator, and OneVersusAll adds none.
/// </summary>
public sealed class FeedForwardBinaryModelParameters
    : FeedForwardModelParametersBase<float>,
        IValueMapperDist,
        IDistPredictorProducing<float, float>
{
    internal const string LoaderSignature = "MlPipelineFeedForwardBin";

    internal FeedForwardBinaryModelParameters(
        IHostEnvironment env,
        FeedForwardNetwork network,
        TrainingHistory? history
    )
        : base(env, LoaderSignature, network, history) { }

    private FeedForwardBinaryModelParameters(IHostEnvironment env, ModelLoadContext ctx)
        : base(env, LoaderSignature, ctx) { }

    /// <inheritdoc/>
    public override PredictionKind PredictionKind => PredictionKind.BinaryClassification;

    DataViewType IValueMapperDist.DistType => NumberDataViewType.Single;

    private protected override DataViewType ScoreType => NumberDataViewType.Single;

    private protected override VersionInfo Version => FileVersion();

    ValueMapper<TSrc, TDst, TDist> IValueMapperDist.GetMapper<TSrc, TDst, TDist>()
    {
        ValueMapper<VBuffer<float>, float> map = CreateScalarMapper();
        return (ValueMapper<TSrc, TDst, TDist>)
            (Delegate)
                (ValueMapper<VBuffer<float>, float, float>)(
                    (in VBuffer<float> features, ref float score, ref float probability) =>
                    {
                        map(in features, ref score);
                        probability = ProbabilityOf(score);
                    }
                );
    }

    internal static FeedForwardBinaryModelParameters Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(FileVersion());
        return new FeedForwardBinaryModelParameters(env, ctx);
    }

    internal static float ProbabilityOf(float score) => 1 / (1 + MathF.Exp(-score));

    internal override void Score(Predictor predictor, ReadOnlySpan<float> features, Span<float> scores) =>
        predictor.PredictLogits(features, scores);

    private protected override Delegate CreateMapper() => CreateScalarMapper();

    private static VersionInfo FileVersion() => ModelVersion.Of("MLPFFBIN", LoaderSignature, ModelVersion.Checked);
}
