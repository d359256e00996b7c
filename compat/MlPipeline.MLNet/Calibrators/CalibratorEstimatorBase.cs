using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Calibrators;

/// <summary>Learns how scores become probabilities.</summary>
public abstract class CalibratorEstimatorBase<TICalibrator> : IEstimator<CalibratorTransformer<TICalibrator>>
    where TICalibrator : class, ICalibrator
{
    private readonly string? _labelColumn, _weightColumn;
    private readonly string _scoreColumn;

    private protected CalibratorEstimatorBase(IHostEnvironment env, string registrationName, string? labelColumn, string scoreColumn, string? weightColumn)
    {
        Host = env.Register(registrationName);
        Host.CheckNonEmpty(scoreColumn, "scoreColumnName");
        (_labelColumn, _scoreColumn, _weightColumn) = (labelColumn, scoreColumn, weightColumn);
    }

    private protected IHost Host { get; }

    private protected string ScoreColumn => _scoreColumn;

    /// <summary>Learns from scored rows in one pass over them. Rows without a label, a score or a weight above 0 are left out.</summary>
    public CalibratorTransformer<TICalibrator> Fit(IDataView input)
    {
        Host.CheckValue(input, nameof(input));
        return Create(FitCalibrator(input));
    }

    SchemaShape IEstimator<CalibratorTransformer<TICalibrator>>.GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        SchemaShape.Column score = Host.FindInput(inputSchema, _scoreColumn);
        if (score.Kind != SchemaShape.Column.VectorKind.Scalar || !score.ItemType.Equals(NumberDataViewType.Single))
            throw Host.ExceptSchemaMismatch(nameof(inputSchema), "score", _scoreColumn, "Single", score.TypeText());
        if (_labelColumn != null) Host.FindInput(inputSchema, _labelColumn);
        if (_weightColumn != null) Host.FindInput(inputSchema, _weightColumn);
        var annotations = new SchemaShape(AnnotationUtils.GetTrainerOutputAnnotation(isNormalized: true));
        return inputSchema.With([new SchemaShape.Column(DefaultColumnNames.Probability, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, false, annotations)]);
    }

    private protected abstract TICalibrator FitCalibrator(IDataView scored);

    private protected abstract CalibratorTransformer<TICalibrator> Create(TICalibrator calibrator);

    /// <summary>Goes once over the rows that have a label, a score and a weight.</summary>
    private protected void Read(IDataView scored, Action<float, bool, float> row)
    {
        DataViewSchema.Column label = EvaluationColumns.Find(Host, scored, _labelColumn!, "label"), score = EvaluationColumns.Find(Host, scored, _scoreColumn, "score");
        if (label.Type is not BooleanDataViewType) EvaluationColumns.CheckLabel(Host, label, "Boolean, Single, Double or Key");
        EvaluationColumns.CheckNumber(Host, score, "score");
        DataViewSchema.Column? weight = _weightColumn == null ? null : EvaluationColumns.Find(Host, scored, _weightColumn, "weight");
        if (weight is { } column) EvaluationColumns.CheckNumber(Host, column, "weight");
        using DataViewRowCursor cursor = scored.GetRowCursor(weight is { } w ? [label, score, w] : [label, score]);
        ValueGetter<float> getLabel = RowCursorUtils.GetLabelGetter(cursor, label), getScore = cursor.GetGetter<float>(score);
        ValueGetter<float>? getWeight = weight is { } given ? cursor.GetGetter<float>(given) : null;
        float labelValue = 0, scoreValue = 0, weightValue = 1;
        while (cursor.MoveNext())
        {
            getLabel(ref labelValue);
            getScore(ref scoreValue);
            getWeight?.Invoke(ref weightValue);
            if (!float.IsNaN(labelValue) && float.IsFinite(scoreValue) && weightValue > 0) row(scoreValue, labelValue > 0, weightValue);
        }
    }
}
