using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Estimators;
using MlPipeline.Estimators.Scoring;

[assembly: LoadableClass(
    typeof(FeedForwardMulticlassTransformer),
    null,
    typeof(SignatureLoadModel),
    "Feedforward network, multiclass transformer",
    FeedForwardMulticlassTransformer.LoaderSignature
)]

namespace MlPipeline.Estimators;

/// <summary>
/// What <see cref="FeedForwardMulticlassTrainer"/> fits: adds the columns PredictedLabel and Score, as ML.NET's own
/// <see cref="MulticlassPredictionTransformer{TModel}"/> does.
/// </summary>
public sealed class FeedForwardMulticlassTransformer
    : FeedForwardTransformerBase<FeedForwardMulticlassModelParameters, VBuffer<float>>
{
    internal const string LoaderSignature = "MlPipelineFfMcXfer";

    internal FeedForwardMulticlassTransformer(
        IHostEnvironment env,
        FeedForwardMulticlassModelParameters model,
        DataViewSchema trainSchema,
        string featureColumn,
        string labelColumn
    )
        : base(
            env.Register(LoaderSignature),
            new MulticlassPredictionTransformer<FeedForwardMulticlassModelParameters>(
                env,
                model,
                trainSchema,
                featureColumn,
                labelColumn
            )
        ) { }

    private FeedForwardMulticlassTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(LoaderSignature), ctx) { }

    private protected override VersionInfo Version => FileVersion();

    internal static FeedForwardMulticlassTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(FileVersion());
        return new FeedForwardMulticlassTransformer(env, ctx);
    }

    /// <summary>What the classes are called, in the order of the scores; empty where they have no names.</summary>
    internal IReadOnlyList<string> ClassNames()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(FeatureColumnName, FeatureColumnType);
        return Data.ClassNames.OfKeyValues(GetOutputSchema(builder.ToSchema())[ScoreColumn.PredictedLabel]);
    }

    private protected override Delegate? CreateGetter(string column, CurrentScores scores) =>
        column switch
        {
            ScoreColumn.Score => (ValueGetter<VBuffer<float>>)(
                (ref VBuffer<float> value) =>
                {
                    ReadOnlySpan<float> current = scores();
                    VBufferEditor<float> editor = VBufferEditor.Create(ref value, current.Length);
                    current.CopyTo(editor.Values);
                    value = editor.Commit();
                }
            ),
            ScoreColumn.PredictedLabel => (ValueGetter<uint>)((ref uint value) => value = KeyOfBest(scores())),
            _ => null,
        };

    // Keys count from 1; 0, a missing label, where every score is NaN. The first of equals, as ML.NET decides.
    private static uint KeyOfBest(ReadOnlySpan<float> scores)
    {
        int best = -1;
        for (int i = 0; i < scores.Length; i++)
            if (!float.IsNaN(scores[i]) && (best < 0 || scores[i] > scores[best]))
                best = i;
        return (uint)(best + 1);
    }

    private static VersionInfo FileVersion() => ModelVersion.Of("MLPFFMCT", LoaderSignature);
}
