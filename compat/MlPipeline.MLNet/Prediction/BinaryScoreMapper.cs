using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>PredictedLabel (Boolean), Score, and Probability where the model has one.</summary>
internal sealed class BinaryScoreMapper : ScoreMapper
{
    private const int Label = 0, Score = 1, Probability = 2;

    private readonly IValueMapper _model;
    private readonly float _threshold;
    private readonly bool _comparesProbability;

    public BinaryScoreMapper(ITransformer transformer, IValueMapper model, DataViewSchema.Column feature, uint scoreSet, float threshold, string thresholdColumn)
        : base(transformer, feature, scoreSet, AnnotationUtils.Const.ScoreColumnKind.BinaryClassification)
    {
        (_model, _threshold, _comparesProbability) = (model, threshold, thresholdColumn == DefaultColumnNames.Probability);
        if (!(_comparesProbability ? model is IValueMapperDist : thresholdColumn == DefaultColumnNames.Score))
            throw new ArgumentException($"The threshold is for column '{thresholdColumn}'; the model gives {(model is IValueMapperDist ? "'Score' and 'Probability'" : "'Score'")}.", nameof(thresholdColumn));
    }

    public override Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
    {
        disposer = null!;
        var getters = new Delegate[GetOutputColumns().Length];
        if (!Enumerable.Range(0, getters.Length).Any(activeOutput)) return getters;
        ValueGetter<VBuffer<float>> features = input.GetGetter<VBuffer<float>>(input.Schema[Feature.Index]);
        ValueMapper<VBuffer<float>, float, float> map = Mapper();
        VBuffer<float> x = default;
        float score = 0, probability = 0;
        var row = new PerRow(input, () =>
        {
            features(ref x);
            map(in x, ref score, ref probability);
        });
        if (activeOutput(Label))
        {
            getters[Label] = (ValueGetter<bool>)((ref bool value) =>
            {
                row.Update();
                value = (_comparesProbability ? probability : score) > _threshold;
            });
        }
        if (activeOutput(Score))
        {
            getters[Score] = (ValueGetter<float>)((ref float value) =>
            {
                row.Update();
                value = score;
            });
        }
        if (getters.Length > Probability && activeOutput(Probability))
        {
            getters[Probability] = (ValueGetter<float>)((ref float value) =>
            {
                row.Update();
                value = probability;
            });
        }
        return getters;
    }

    protected override DataViewSchema.DetachedColumn[] MakeOutputColumns()
    {
        DataViewSchema.DetachedColumn label = new(DefaultColumnNames.PredictedLabel, BooleanDataViewType.Instance, ScoreAnnotations(AnnotationUtils.Const.ScoreValueKind.PredictedLabel).ToAnnotations());
        DataViewSchema.DetachedColumn score = new(DefaultColumnNames.Score, NumberDataViewType.Single, ScoreAnnotations(AnnotationUtils.Const.ScoreValueKind.Score).ToAnnotations());
        if (_model is not IValueMapperDist) return [label, score];
        DataViewSchema.Annotations.Builder normalized = ScoreAnnotations(AnnotationUtils.Const.ScoreValueKind.Probability);
        normalized.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
        return [label, score, new(DefaultColumnNames.Probability, NumberDataViewType.Single, normalized.ToAnnotations())];
    }

    private ValueMapper<VBuffer<float>, float, float> Mapper()
    {
        if (_model is IValueMapperDist calibrated) return calibrated.GetMapper<VBuffer<float>, float, float>();
        ValueMapper<VBuffer<float>, float> map = _model.GetMapper<VBuffer<float>, float>();
        return (in VBuffer<float> x, ref float score, ref float _) => map(in x, ref score);
    }
}
