using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Estimators.Scoring;
using MlPipeline.Network;
using MlPipeline.Network.Scoring;

namespace MlPipeline.Estimators;

/// <summary>
/// What a feedforward trainer fits: ML.NET's own prediction transformer of the task, with the same columns, types,
/// annotations and values. Where a data view is scored, rows are read ahead and scored together on all cores, which is
/// several times faster than one by one.
/// </summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <typeparam name="TOutput">The type of its score.</typeparam>
public abstract class FeedForwardTransformerBase<TModel, TOutput> : ISingleFeaturePredictionTransformer<TModel>, ISingleFeaturePredictionTransformer, IBlockScorer, IDisposable
    where TModel : FeedForwardModelParametersBase<TOutput>
{
    private const string InnerDirectory = "Scorer";

    private readonly IHost _host;

    private protected FeedForwardTransformerBase(IHost host, ISingleFeaturePredictionTransformer<TModel> rowByRow) =>
        (_host, RowByRow, Model) = (host, rowByRow, rowByRow.Model);

    private protected FeedForwardTransformerBase(IHost host, ModelLoadContext ctx)
    {
        _host = host;
        ctx.LoadModel<ISingleFeaturePredictionTransformer<object>, SignatureLoadModel>(_host, out ISingleFeaturePredictionTransformer<object> rowByRow, InnerDirectory);
        RowByRow = rowByRow;
        Model = rowByRow.Model as TModel
            ?? throw _host.ExceptDecode($"Corrupt model: the scorer holds {rowByRow.Model.GetType().Name} instead of {typeof(TModel).Name}.");
    }

    /// <inheritdoc/>
    public TModel Model { get; }

    /// <inheritdoc cref="ISingleFeaturePredictionTransformer{TModel}.FeatureColumnName"/>
    public string FeatureColumnName => RowByRow.FeatureColumnName;

    /// <inheritdoc/>
    public DataViewType FeatureColumnType => RowByRow.FeatureColumnType;

    bool ITransformer.IsRowToRowMapper => true;

    FeedForwardNetwork IBlockScorer.Network => Model.Network;

    /// <summary>ML.NET's transformer.</summary>
    private protected ISingleFeaturePredictionTransformer<object> RowByRow { get; }

    private protected abstract VersionInfo Version { get; }

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => RowByRow.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return new ScoredDataView(input, RowByRow.Transform(input), FeatureColumnName, this);
    }

    // One row: nothing to read ahead.
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => RowByRow.GetRowToRowMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version);
        ctx.SaveModel(RowByRow, InnerDirectory);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (RowByRow as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    void IBlockScorer.Score(Predictor predictor, ReadOnlySpan<float> features, Span<float> scores) => Model.Score(predictor, features, scores);

    Delegate? IBlockScorer.CreateGetter(string column, CurrentScores scores) => CreateGetter(column, scores);

    private protected abstract Delegate? CreateGetter(string column, CurrentScores scores);
}
