using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Estimators;
using MlPipeline.Estimators.Scoring;

[assembly: LoadableClass(typeof(FeedForwardBinaryTransformer), null, typeof(SignatureLoadModel), "Feedforward network, binary transformer", FeedForwardBinaryTransformer.LoaderSignature)]

namespace MlPipeline.Estimators;

/// <summary>
/// What <see cref="FeedForwardBinaryTrainer"/> fits: adds the columns PredictedLabel, Score and Probability, as ML.NET's own
/// <see cref="BinaryPredictionTransformer{TModel}"/> does for calibrated models.
/// </summary>
public sealed class FeedForwardBinaryTransformer : FeedForwardTransformerBase<FeedForwardBinaryModelParameters, float>
{
    internal const string LoaderSignature = "MlPipelineFfBinXfer";

    internal FeedForwardBinaryTransformer(IHostEnvironment env, FeedForwardBinaryModelParameters model, DataViewSchema trainSchema, string featureColumn, string labelColumn)
        : base(env.Register(LoaderSignature), new BinaryPredictionTransformer<FeedForwardBinaryModelParameters>(env, model, trainSchema, featureColumn, labelColumn))
    {
    }

    private FeedForwardBinaryTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(LoaderSignature), ctx)
    {
    }

    private protected override VersionInfo Version => FileVersion();

    internal static FeedForwardBinaryTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(FileVersion());
        return new FeedForwardBinaryTransformer(env, ctx);
    }

    private protected override Delegate? CreateGetter(string column, CurrentScores scores) => column switch
    {
        ScoreColumn.Score => (ValueGetter<float>)((ref float value) => value = scores()[0]),
        ScoreColumn.Probability => (ValueGetter<float>)((ref float value) => value = FeedForwardBinaryModelParameters.ProbabilityOf(scores()[0])),
        // ML.NET's threshold of a score that was not changed.
        ScoreColumn.PredictedLabel => (ValueGetter<bool>)((ref bool value) => value = scores()[0] > 0),
        _ => null,
    };

    private static VersionInfo FileVersion() => ModelVersion.Of("MLPFFBIT", LoaderSignature);
}
