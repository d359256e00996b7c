using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(ISingleFeaturePredictionTransformer<object>), typeof(BinaryPredictionTransformer), null, typeof(SignatureLoadModel), "", BinaryPredictionTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Predicts yes or no: adds PredictedLabel, Score and, for calibrated models, Probability.</summary>
public sealed class BinaryPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    /// <summary>The label column, null where it is not known; files do not keep it.</summary>
    public readonly string? LabelColumnName;

    /// <summary>What is above it means yes.</summary>
    public readonly float Threshold;

    /// <summary>The column that is compared with it: Score or Probability.</summary>
    public readonly string ThresholdColumn;

    /// <summary>A new one.</summary>
    public BinaryPredictionTransformer(IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn, float threshold = 0, string thresholdColumn = DefaultColumnNames.Score)
        : base(env.Register(nameof(BinaryPredictionTransformer)), model, inputSchema, featureColumn) => (Threshold, ThresholdColumn) = (threshold, thresholdColumn);

    /// <summary>A new one.</summary>
    public BinaryPredictionTransformer(IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn, string labelColumn, float threshold = 0, string thresholdColumn = DefaultColumnNames.Score)
        : this(env, model, inputSchema, featureColumn, threshold, thresholdColumn) => LabelColumnName = labelColumn;

    internal BinaryPredictionTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(nameof(BinaryPredictionTransformer)), ctx)
    {
        Threshold = ctx.Reader.ReadSingle();
        ThresholdColumn = ctx.LoadString();
    }

    /// <inheritdoc/>
    public override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(BinaryPredictionTransformer.Version());
        base.SaveCore(ctx);
        ctx.Writer.Write(Threshold);
        ctx.SaveString(ThresholdColumn);
    }

    private protected override IRowMapper MakeMapper(DataViewSchema schema) =>
        new BinaryScoreMapper(this, ValueMapper, FindFeature(schema), ScoreMapper.NextScoreSet(schema), Threshold, ThresholdColumn);
}

/// <summary>Loads them; the model's type is known only from the file.</summary>
public static class BinaryPredictionTransformer
{
    /// <summary>The name in files.</summary>
    public const string LoaderSignature = "BinaryPredXfer";

    /// <summary>From a file.</summary>
    public static ISingleFeaturePredictionTransformer<object> Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new BinaryPredictionTransformer<object>(env, ctx);
    }

    internal static VersionInfo Version() => new(
        modelSignature: "BIN PRED",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: Transforms.ModelAssemblies.Data);
}
