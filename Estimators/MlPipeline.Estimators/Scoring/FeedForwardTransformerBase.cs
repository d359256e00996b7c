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
public abstract class FeedForwardTransformerBase<TModel, TOutput>
    : ISingleFeaturePredictionTransformer<TModel>,
        ISingleFeaturePredictionTransformer,
        IBlockScorer,
        IDisposable
    where TModel : FeedForwardModelParametersBase<TOutput>
{
    private const string InnerDirectory = "Scorer";

    private readonly IHost _host;

    private protected FeedForwardTransformerBase(IHost host, ISingleFeaturePredictionTransformer<TModel> rowByRow)
    {
        _host = host;
        RowByRow = rowByRow;
        Model = rowByRow.Model;
    }

    private protected FeedForwardTransformerBase(IHost host, ModelLoadContext ctx)
    {
        _host = host;
        ctx.LoadModel<ISingleFeaturePredictionTransformer<object>, SignatureLoadModel>(
            _host,
            out ISingleFeaturePredictionTransformer<object> rowByRow,
            InnerDirectory
        );
        RowByRow = rowByRow;
        Model =
            rowByRow.Model as TModel
            ?? throw _host.ExceptDecode(
                $"Corrupt model: the scorer holds {rowByRow.Model.GetType().Name} instead of {typeof(TModel).Name}."
            );
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
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing or has another type or
    /// length.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        CheckFeatures(inputSchema);
        return RowByRow.Transform(new EmptyDataView(_host, inputSchema)).Schema;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing or has another type or
    /// length.</exception>
    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        CheckFeatures(input.Schema);
        var lengthsChecked = new CheckedDataView(input, FeatureColumnName, Model.Network.Spec.InputSize);
        return new ScoredDataView(input, RowByRow.Transform(lengthsChecked), FeatureColumnName, this);
    }

    // One row: nothing to read ahead.
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        CheckFeatures(inputSchema);
        return new CheckedRowMapper(
            RowByRow.GetRowToRowMapper(inputSchema),
            FeatureColumnName,
            Model.Network.Spec.InputSize
        );
    }

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

    void IBlockScorer.Score(Predictor predictor, ReadOnlySpan<float> features, Span<float> scores) =>
        Model.Score(predictor, features, scores);

    Delegate? IBlockScorer.CreateGetter(string column, CurrentScores scores) => CreateGetter(column, scores);

    private protected abstract Delegate? CreateGetter(string column, CurrentScores scores);

    // Dimensions do not matter, the number of values does: pictures of 28 by 28 are rows of 784.
    private void CheckFeatures(DataViewSchema schema)
    {
        _host.CheckValue(schema, nameof(schema));
        if (schema.GetColumnOrNull(FeatureColumnName) is not { } column)
            throw _host.ExceptSchemaMismatch(nameof(schema), "feature", FeatureColumnName);
        bool fits =
            column.Type is VectorDataViewType type
            && type.ItemType == NumberDataViewType.Single
            && type.Size == Model.Network.Spec.InputSize;
        if (fits)
            return;
        throw _host.ExceptSchemaMismatch(
            nameof(schema),
            "feature",
            FeatureColumnName,
            FeatureColumnType.ToString()!,
            column.Type.ToString()!
        );
    }
}
