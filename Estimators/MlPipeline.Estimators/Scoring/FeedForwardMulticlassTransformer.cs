using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Estimators;
using MlPipeline.Estimators.Scoring;

[assembly: LoadableClass(typeof(FeedForwardMulticlassTransformer), null, typeof(SignatureLoadModel), "Feedforward network, multiclass transformer", FeedForwardMulticlassTransformer.LoaderSignature)]

namespace MlPipeline.Estimators;

/// <summary>
/// What <see cref="FeedForwardMulticlassTrainer"/> fits: adds the columns PredictedLabel and Score, as ML.NET's own
/// <see cref="MulticlassPredictionTransformer{TModel}"/> does, with the same types, annotations and values. Where a data
/// view is scored, rows are read ahead and scored together on all cores, which is several times faster than one by one.
/// </summary>
public sealed class FeedForwardMulticlassTransformer : ISingleFeaturePredictionTransformer<FeedForwardMulticlassModelParameters>, ISingleFeaturePredictionTransformer, IDisposable
{
    internal const string LoaderSignature = "MlPipelineFfMcXfer";
    private const string InnerDirectory = "Scorer";

    private readonly IHost _host;
    private readonly ISingleFeaturePredictionTransformer<object> _inner;

    internal FeedForwardMulticlassTransformer(IHostEnvironment env, FeedForwardMulticlassModelParameters model, DataViewSchema trainSchema, string featureColumn, string labelColumn)
    {
        _host = env.Register(LoaderSignature);
        _inner = new MulticlassPredictionTransformer<FeedForwardMulticlassModelParameters>(_host, model, trainSchema, featureColumn, labelColumn);
        Model = model;
    }

    private FeedForwardMulticlassTransformer(IHostEnvironment env, ModelLoadContext ctx)
    {
        _host = env.Register(LoaderSignature);
        ctx.LoadModel<ISingleFeaturePredictionTransformer<object>, SignatureLoadModel>(_host, out _inner, InnerDirectory);
        Model = _inner.Model as FeedForwardMulticlassModelParameters
            ?? throw _host.ExceptDecode($"Corrupt model: the scorer holds {_inner.Model.GetType().Name} instead of a feedforward network.");
    }

    /// <inheritdoc/>
    public FeedForwardMulticlassModelParameters Model { get; }

    /// <inheritdoc cref="ISingleFeaturePredictionTransformer{TModel}.FeatureColumnName"/>
    public string FeatureColumnName => _inner.FeatureColumnName;

    /// <inheritdoc/>
    public DataViewType FeatureColumnType => _inner.FeatureColumnType;

    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _inner.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return new ScoredDataView(input, _inner.Transform(input), FeatureColumnName, Model.Network);
    }

    // One row: nothing to read ahead.
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => _inner.GetRowToRowMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        ctx.SaveModel(_inner, InnerDirectory);
    }

    /// <inheritdoc/>
    public void Dispose() => (_inner as IDisposable)?.Dispose();

    internal static FeedForwardMulticlassTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new FeedForwardMulticlassTransformer(env, ctx);
    }

    private static VersionInfo Version() => new(
        modelSignature: "MLPFFMCT",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(FeedForwardMulticlassTransformer).Assembly.FullName!);
}
