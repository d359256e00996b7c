using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Estimators;
using MlPipeline.Estimators.Scoring;

[assembly: LoadableClass(
    typeof(FeedForwardBinaryTransformer),
    null,
    typeof(SignatureLoadModel),
    "Feedforward network, binary transformer",
    FeedForwardBinaryTransformer.LoaderSignature
)]

namespace MlPipeline.Estimators;

/// <summary>
/// What <see cref="FeedForwardBinaryTrainer"/> fits: adds the columns PredictedLabel, Score and Probability, as
/// ML.NET's own
/// <see cref="BinaryPredictionTransformer{TModel}"/> does for calibrated models.
/// </summary>
public sealed class FeedForwardBinaryTransformer : FeedForwardTransformerBase<FeedForwardBinaryModelParameters, float>
{
    internal const string LoaderSignature = "MlPipelineFfBinXfer";

    internal FeedForwardBinaryTransformer(
        IHostEnvironment env,
        FeedForwardBinaryModelParameters model,
        DataViewSchema trainSchema,
        string featureColumn,
        string labelColumn
    )
        : this(env, RowByRowOf(env, model, trainSchema, featureColumn, labelColumn, threshold: 0)) { }

    private FeedForwardBinaryTransformer(
        IHostEnvironment env,
        BinaryPredictionTransformer<FeedForwardBinaryModelParameters> rowByRow
    )
        : base(env.Register(LoaderSignature), rowByRow) { }

    private FeedForwardBinaryTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(LoaderSignature), ctx) { }

    /// <summary>
    /// The score, in log-odds, above which the predicted label is true; 0 unless <c>ChangeModelThreshold</c> changed
    /// it.
    /// </summary>
    public float Threshold => Inner.Threshold;

    /// <summary>ML.NET's own transformer.</summary>
    internal BinaryPredictionTransformer<FeedForwardBinaryModelParameters> Inner =>
        (BinaryPredictionTransformer<FeedForwardBinaryModelParameters>)RowByRow;

    private protected override VersionInfo Version => FileVersion();

    internal static FeedForwardBinaryTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(FileVersion());
        return new FeedForwardBinaryTransformer(env, ctx);
    }

    /// <summary>The same model with another threshold.</summary>
    internal FeedForwardBinaryTransformer WithThreshold(IHostEnvironment env, float threshold)
    {
        return new FeedForwardBinaryTransformer(
            env,
            RowByRowOf(env, Model, Inner.TrainSchema, FeatureColumnName, Inner.LabelColumnName, threshold)
        );
    }

    private protected override Delegate? CreateGetter(string column, CurrentScores scores) =>
        column switch
        {
            ScoreColumn.Score => (ValueGetter<float>)((ref float value) => value = scores()[0]),
            ScoreColumn.Probability => (ValueGetter<float>)(
                (ref float value) => value = FeedForwardBinaryModelParameters.ProbabilityOf(scores()[0])
            ),
            ScoreColumn.PredictedLabel => (ValueGetter<bool>)((ref bool value) => value = scores()[0] > Threshold),
            _ => null,
        };

    private static BinaryPredictionTransformer<FeedForwardBinaryModelParameters> RowByRowOf(
        IHostEnvironment env,
        FeedForwardBinaryModelParameters model,
        DataViewSchema trainSchema,
        string featureColumn,
        string labelColumn,
        float threshold
    ) => new(env, model, trainSchema, featureColumn, labelColumn, threshold);

    private static VersionInfo FileVersion() => ModelVersion.Of("MLPFFBIT", LoaderSignature);
}
