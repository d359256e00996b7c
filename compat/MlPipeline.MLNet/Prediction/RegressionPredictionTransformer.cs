using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(ISingleFeaturePredictionTransformer<object>), typeof(RegressionPredictionTransformer), null, typeof(SignatureLoadModel), "", RegressionPredictionTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Predicts a number: adds Score.</summary>
public sealed class RegressionPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    /// <summary>A new one.</summary>
    public RegressionPredictionTransformer(IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn)
        : base(env.Register(nameof(RegressionPredictionTransformer)), model, inputSchema, featureColumn)
    {
    }

    internal RegressionPredictionTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(nameof(RegressionPredictionTransformer)), ctx)
    {
    }

    /// <inheritdoc/>
    public override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(RegressionPredictionTransformer.Version());
        base.SaveCore(ctx);
    }

    private protected override IRowMapper MakeMapper(DataViewSchema schema) =>
        new RegressionScoreMapper(this, ValueMapper, FindFeature(schema), ScoreMapper.NextScoreSet(schema));
}

/// <summary>Loads them; the model's type is known only from the file.</summary>
public static class RegressionPredictionTransformer
{
    /// <summary>The name in files.</summary>
    public const string LoaderSignature = "RegressionPredXfer";

    /// <summary>From a file.</summary>
    public static ISingleFeaturePredictionTransformer<object> Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new RegressionPredictionTransformer<object>(env, ctx);
    }

    internal static VersionInfo Version() => new(
        modelSignature: "REG PRED",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: Transforms.ModelAssemblies.Data);
}
