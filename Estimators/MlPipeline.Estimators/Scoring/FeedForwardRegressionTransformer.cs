using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Estimators;
using MlPipeline.Estimators.Scoring;

[assembly: LoadableClass(
    typeof(FeedForwardRegressionTransformer),
    null,
    typeof(SignatureLoadModel),
    "Feedforward network, regression transformer",
    FeedForwardRegressionTransformer.LoaderSignature
)]

namespace MlPipeline.Estimators;

/// <summary>
/// What <see cref="FeedForwardRegressionTrainer"/> fits: adds the column Score, as ML.NET's own
/// <see cref="RegressionPredictionTransformer{TModel}"/> does.
/// </summary>
public sealed class FeedForwardRegressionTransformer
    : FeedForwardTransformerBase<FeedForwardRegressionModelParameters, float>
{
    internal const string LoaderSignature = "MlPipelineFfRegXfer";

    internal FeedForwardRegressionTransformer(
        IHostEnvironment env,
        FeedForwardRegressionModelParameters model,
        DataViewSchema trainSchema,
        string featureColumn
    )
        : base(
            env.Register(LoaderSignature),
            new RegressionPredictionTransformer<FeedForwardRegressionModelParameters>(
                env,
                model,
                trainSchema,
                featureColumn
            )
        ) { }

    private FeedForwardRegressionTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(LoaderSignature), ctx) { }

    private protected override VersionInfo Version => FileVersion();

    internal static FeedForwardRegressionTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(FileVersion());
        return new FeedForwardRegressionTransformer(env, ctx);
    }

    private protected override Delegate? CreateGetter(string column, CurrentScores scores) =>
        column == ScoreColumn.Score ? (ValueGetter<float>)((ref float value) => value = scores()[0]) : null;

    private static VersionInfo FileVersion() => ModelVersion.Of("MLPFFRET", LoaderSignature);
}
