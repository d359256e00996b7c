using Microsoft.ML.Data;

namespace Microsoft.ML.Calibrators;

/// <summary>Probability: what a calibrator makes of the score.</summary>
internal sealed class CalibratedMapper(ITransformer transformer, ICalibrator calibrator, DataViewSchema.Column score, DataViewSchema schema)
    : ScoreMapper(transformer, score, SetOf(score) ?? NextScoreSet(schema), AnnotationUtils.Const.ScoreColumnKind.BinaryClassification)
{
    public override Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
    {
        disposer = null!;
        if (!activeOutput(0)) return new Delegate[1];
        ValueGetter<float> getScore = input.GetGetter<float>(input.Schema[Feature.Index]);
        return
        [
            (ValueGetter<float>)((ref float probability) =>
            {
                float value = 0;
                getScore(ref value);
                probability = calibrator.PredictProbability(value);
            }),
        ];
    }

    protected override DataViewSchema.DetachedColumn[] MakeOutputColumns()
    {
        DataViewSchema.Annotations.Builder annotations = ScoreAnnotations(AnnotationUtils.Const.ScoreValueKind.Probability);
        annotations.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
        return [new(DefaultColumnNames.Probability, NumberDataViewType.Single, annotations.ToAnnotations())];
    }

    // The probability belongs to the columns of the predictor that made the score.
    private static uint? SetOf(DataViewSchema.Column score)
    {
        if (score.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.ScoreColumnSetId) is not { Type: KeyDataViewType }) return null;
        uint set = 0;
        score.Annotations.GetValue(AnnotationUtils.Kinds.ScoreColumnSetId, ref set);
        return set;
    }
}
