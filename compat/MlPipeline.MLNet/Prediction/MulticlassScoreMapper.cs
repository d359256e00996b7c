using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>PredictedLabel (key) and Score (vector).</summary>
internal sealed class MulticlassScoreMapper(ITransformer transformer, IValueMapper model, DataViewSchema.Column feature, uint scoreSet, string scoreName, string labelName, KeyDataViewType labelType, DataViewSchema.Annotations labelAnnotations)
    : ScoreMapper(transformer, feature, scoreSet, AnnotationUtils.Const.ScoreColumnKind.MulticlassClassification)
{
    private const int Label = 0, Score = 1;

    public override Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
    {
        disposer = null!;
        var getters = new Delegate[2];
        if (!activeOutput(Label) && !activeOutput(Score)) return getters;
        ValueGetter<VBuffer<float>> features = input.GetGetter<VBuffer<float>>(input.Schema[Feature.Index]);
        ValueMapper<VBuffer<float>, VBuffer<float>> map = model.GetMapper<VBuffer<float>, VBuffer<float>>();
        VBuffer<float> x = default, score = default;
        var row = new PerRow(input, () =>
        {
            features(ref x);
            map(in x, ref score);
        });
        if (activeOutput(Label))
        {
            getters[Label] = (ValueGetter<uint>)((ref uint value) =>
            {
                row.Update();
                value = Best(in score);
            });
        }
        if (activeOutput(Score))
        {
            getters[Score] = (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
            {
                row.Update();
                score.CopyTo(ref value);
            });
        }
        return getters;
    }

    protected override DataViewSchema.DetachedColumn[] MakeOutputColumns()
    {
        DataViewSchema.Annotations.Builder label = ScoreAnnotations(AnnotationUtils.Const.ScoreValueKind.PredictedLabel);
        DataViewSchema.Annotations.Builder score = ScoreAnnotations(AnnotationUtils.Const.ScoreValueKind.Score);
        int classes = ((VectorDataViewType)model.OutputType).Size;
        if (labelAnnotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues) is { Type: VectorDataViewType values } column && values.Size == classes)
        {
            label.Add(labelAnnotations, kind => kind == AnnotationUtils.Kinds.KeyValues);
            Delegate getter = PrimitiveTypes.Visit(values.ItemType.RawType, new KeyValuesGetter(labelAnnotations, column))
                ?? throw new NotSupportedException($"Key values of type {values} are not supported.");
            if (values.ItemType is TextDataViewType) score.Add(AnnotationUtils.Kinds.SlotNames, values, getter);
            score.Add(AnnotationUtils.Kinds.TrainingLabelValues, values, getter);
        }
        return [new(labelName, labelType, label.ToAnnotations()), new(scoreName, model.OutputType, score.ToAnnotations())];
    }

    // Keys count from 1; 0, a missing label, where every score is NaN.
    private static uint Best(in VBuffer<float> scores)
    {
        int best = -1;
        float highest = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            float score = scores.IsDense ? scores.GetValues()[i] : scores.GetItemOrDefault(i);
            if (float.IsNaN(score) || (best >= 0 && score <= highest)) continue;
            (best, highest) = (i, score);
        }
        return (uint)(best + 1);
    }

    private sealed class KeyValuesGetter(DataViewSchema.Annotations annotations, DataViewSchema.Column column) : IPrimitiveTypeVisitor<Delegate>
    {
        public Delegate Visit<T>() where T : notnull => annotations.GetGetter<VBuffer<T>>(column);
    }
}
