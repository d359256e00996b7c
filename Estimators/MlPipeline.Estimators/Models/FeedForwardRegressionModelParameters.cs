using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Estimators;
using MlPipeline.Network;
using MlPipeline.Network.Scoring;

[assembly: LoadableClass(
    typeof(FeedForwardRegressionModelParameters),
    null,
    typeof(SignatureLoadModel),
    "Feedforward network, regression",
    FeedForwardRegressionModelParameters.LoaderSignature
)]

namespace MlPipeline.Estimators;

/// <summary>A trained feedforward network that gives a number, in the unit of the label.</summary>
public sealed class FeedForwardRegressionModelParameters : FeedForwardModelParametersBase<float>
{
    internal const string LoaderSignature = "MlPipelineFeedForwardReg";

    internal FeedForwardRegressionModelParameters(
        IHostEnvironment env,
        FeedForwardNetwork network,
        TrainingHistory? history,
        LabelScale labelScale
    )
        : base(env, LoaderSignature, network, history) => LabelScale = labelScale;

    private FeedForwardRegressionModelParameters(IHostEnvironment env, ModelLoadContext ctx)
        : base(env, LoaderSignature, ctx)
    {
        LabelScale = new LabelScale(ctx.Reader.ReadDouble(), ctx.Reader.ReadDouble());
        Host.CheckDecode(
            double.IsFinite(LabelScale.Mean) && double.IsFinite(LabelScale.Deviation) && LabelScale.Deviation > 0,
            $"Corrupt model: its labels have the {LabelScale}."
        );
    }

    /// <inheritdoc/>
    public override PredictionKind PredictionKind => PredictionKind.Regression;

    /// <summary>What the network's outputs are scaled back by; its own outputs have mean 0 and variance 1.</summary>
    public LabelScale LabelScale { get; }

    private protected override DataViewType ScoreType => NumberDataViewType.Single;

    private protected override VersionInfo Version => FileVersion();

    /// <inheritdoc/>
    public override void SaveCore(ModelSaveContext ctx)
    {
        base.SaveCore(ctx);
        ctx.Writer.Write(LabelScale.Mean);
        ctx.Writer.Write(LabelScale.Deviation);
    }

    internal static FeedForwardRegressionModelParameters Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(FileVersion());
        return new FeedForwardRegressionModelParameters(env, ctx);
    }

    internal override void Score(Predictor predictor, ReadOnlySpan<float> features, Span<float> scores)
    {
        predictor.Predict(features, scores);
        foreach (ref float score in scores)
            score = LabelScale.Undo(score);
    }

    private protected override Delegate CreateMapper() => CreateScalarMapper();

    private static VersionInfo FileVersion() => ModelVersion.Of("MLPFFREG", LoaderSignature, ModelVersion.Checked);
}
