using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Makes a model's output columns from its score.</summary>
internal abstract class ScoreMapper(ITransformer transformer, DataViewSchema.Column feature, uint scoreSet, string kind) : IRowMapper
{
    protected DataViewSchema.Column Feature => feature;

    public abstract DataViewSchema.DetachedColumn[] GetOutputColumns();

    public abstract Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer);

    public Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
    {
        bool any = Enumerable.Range(0, GetOutputColumns().Length).Any(activeOutput);
        return column => any && column == feature.Index;
    }

    public ITransformer GetTransformer() => transformer;

    void ICanSaveModel.Save(ModelSaveContext ctx) => transformer.Save(ctx);

    /// <summary>The number of the next score set of a schema.</summary>
    public static uint NextScoreSet(DataViewSchema schema) => schema.GetMaxAnnotationKind(out _, AnnotationUtils.Kinds.ScoreColumnSetId) + 1;

    /// <summary>What every output column of a scorer says of itself.</summary>
    protected DataViewSchema.Annotations.Builder ScoreAnnotations(string valueKind)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(AnnotationUtils.Kinds.ScoreColumnSetId, AnnotationUtils.ScoreColumnSetIdType, scoreSet);
        builder.AddPrimitiveValue(AnnotationUtils.Kinds.ScoreColumnKind, TextDataViewType.Instance, kind.AsMemory());
        builder.AddPrimitiveValue(AnnotationUtils.Kinds.ScoreValueKind, TextDataViewType.Instance, valueKind.AsMemory());
        return builder;
    }
}

/// <summary>A value computed when first asked for at a row, for several getters of that row.</summary>
internal sealed class PerRow(DataViewRow row)
{
    private long _position = -2;

    public bool IsNew()
    {
        if (_position == row.Position && _position >= 0) return false;
        _position = row.Position;
        return true;
    }
}

/// <summary>PredictedLabel (key) and Score (vector).</summary>
internal sealed class MulticlassScoreMapper(ITransformer transformer, IValueMapper model, DataViewSchema.Column feature, uint scoreSet, string scoreName, string labelName, DataViewType labelType, DataViewSchema.Annotations labelAnnotations)
    : ScoreMapper(transformer, feature, scoreSet, AnnotationUtils.Const.ScoreColumnKind.MulticlassClassification)
{
    private readonly int _classes = ((VectorDataViewType)model.OutputType).Size;

    public override DataViewSchema.DetachedColumn[] GetOutputColumns()
    {
        DataViewSchema.Annotations.Builder label = ScoreAnnotations(AnnotationUtils.Const.ScoreValueKind.PredictedLabel);
        DataViewSchema.Annotations.Builder score = ScoreAnnotations(AnnotationUtils.Const.ScoreValueKind.Score);
        if (labelAnnotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues) is { Type: VectorDataViewType { Size: var size } values } keyValues && size == _classes)
        {
            label.Add(labelAnnotations, kind => kind == AnnotationUtils.Kinds.KeyValues);
            Delegate getter = Getter(keyValues);
            if (values.ItemType is TextDataViewType) score.Add(AnnotationUtils.Kinds.SlotNames, values, getter);
            score.Add(AnnotationUtils.Kinds.TrainingLabelValues, values, getter);
        }
        DataViewType predicted = labelType is KeyDataViewType ? labelType : new KeyDataViewType(typeof(uint), _classes);
        return [new(labelName, predicted, label.ToAnnotations()), new(scoreName, model.OutputType, score.ToAnnotations())];
    }

    public override Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
    {
        disposer = null!;
        if (!activeOutput(0) && !activeOutput(1)) return new Delegate[2];
        ValueGetter<VBuffer<float>> features = input.GetGetter<VBuffer<float>>(input.Schema[Feature.Index]);
        ValueMapper<VBuffer<float>, VBuffer<float>> map = model.GetMapper<VBuffer<float>, VBuffer<float>>();
        VBuffer<float> x = default, score = default;
        var fresh = new PerRow(input);
        ValueGetter<VBuffer<float>> scores = (ref VBuffer<float> value) =>
        {
            Update();
            score.CopyTo(ref value);
        };
        ValueGetter<uint> label = (ref uint value) =>
        {
            Update();
            value = ArgMax(score.GetValues());
        };
        return [activeOutput(0) ? label : null!, activeOutput(1) ? scores : null!];

        void Update()
        {
            if (!fresh.IsNew()) return;
            features(ref x);
            map(in x, ref score);
        }
    }

    // Keys count from 1; 0, a missing label, where every score is NaN.
    private static uint ArgMax(ReadOnlySpan<float> scores)
    {
        int best = -1;
        for (int i = 0; i < scores.Length; i++)
            if (!float.IsNaN(scores[i]) && (best < 0 || scores[i] > scores[best]))
                best = i;
        return (uint)(best + 1);
    }

    private Delegate Getter(DataViewSchema.Column keyValues) =>
        Transforms.PrimitiveTypes.Visit(((VectorDataViewType)keyValues.Type).ItemType.RawType, new KeyValuesGetter(labelAnnotations, keyValues))
            ?? throw new NotSupportedException($"Key values of type {keyValues.Type} are not supported.");

    private sealed class KeyValuesGetter(DataViewSchema.Annotations annotations, DataViewSchema.Column column) : Transforms.IPrimitiveTypeVisitor<Delegate>
    {
        public Delegate Visit<T>() where T : notnull => annotations.GetGetter<VBuffer<T>>(column);
    }
}

/// <summary>PredictedLabel (Boolean), Score, and Probability where the model has one.</summary>
internal sealed class BinaryScoreMapper(ITransformer transformer, IValueMapper model, DataViewSchema.Column feature, uint scoreSet, float threshold)
    : ScoreMapper(transformer, feature, scoreSet, AnnotationUtils.Const.ScoreColumnKind.BinaryClassification)
{
    public override DataViewSchema.DetachedColumn[] GetOutputColumns()
    {
        DataViewSchema.DetachedColumn label = new(DefaultColumnNames.PredictedLabel, BooleanDataViewType.Instance, ScoreAnnotations(AnnotationUtils.Const.ScoreValueKind.PredictedLabel).ToAnnotations());
        DataViewSchema.DetachedColumn score = new(DefaultColumnNames.Score, NumberDataViewType.Single, ScoreAnnotations(AnnotationUtils.Const.ScoreValueKind.Score).ToAnnotations());
        if (model is not IValueMapperDist) return [label, score];
        DataViewSchema.Annotations.Builder normalized = ScoreAnnotations(AnnotationUtils.Const.ScoreValueKind.Probability);
        normalized.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
        return [label, score, new(DefaultColumnNames.Probability, NumberDataViewType.Single, normalized.ToAnnotations())];
    }

    public override Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
    {
        disposer = null!;
        var getters = new Delegate[GetOutputColumns().Length];
        if (!Enumerable.Range(0, getters.Length).Any(activeOutput)) return getters;
        ValueGetter<VBuffer<float>> features = input.GetGetter<VBuffer<float>>(input.Schema[Feature.Index]);
        ValueMapper<VBuffer<float>, float, float>? dist = (model as IValueMapperDist)?.GetMapper<VBuffer<float>, float, float>();
        ValueMapper<VBuffer<float>, float>? map = dist == null ? model.GetMapper<VBuffer<float>, float>() : null;
        VBuffer<float> x = default;
        float score = 0, probability = 0;
        var fresh = new PerRow(input);
        if (activeOutput(0))
        {
            getters[0] = (ValueGetter<bool>)((ref bool value) =>
            {
                Update();
                value = score > threshold;
            });
        }
        if (activeOutput(1))
        {
            getters[1] = (ValueGetter<float>)((ref float value) =>
            {
                Update();
                value = score;
            });
        }
        if (getters.Length > 2 && activeOutput(2))
        {
            getters[2] = (ValueGetter<float>)((ref float value) =>
            {
                Update();
                value = probability;
            });
        }
        return getters;

        void Update()
        {
            if (!fresh.IsNew()) return;
            features(ref x);
            if (dist != null) dist(in x, ref score, ref probability);
            else map!(in x, ref score);
        }
    }
}

/// <summary>Score.</summary>
internal sealed class RegressionScoreMapper(ITransformer transformer, IValueMapper model, DataViewSchema.Column feature, uint scoreSet)
    : ScoreMapper(transformer, feature, scoreSet, AnnotationUtils.Const.ScoreColumnKind.Regression)
{
    public override DataViewSchema.DetachedColumn[] GetOutputColumns() =>
        [new(DefaultColumnNames.Score, model.OutputType, ScoreAnnotations(AnnotationUtils.Const.ScoreValueKind.Score).ToAnnotations())];

    public override Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
    {
        disposer = null!;
        if (!activeOutput(0)) return new Delegate[1];
        ValueGetter<VBuffer<float>> features = input.GetGetter<VBuffer<float>>(input.Schema[Feature.Index]);
        ValueMapper<VBuffer<float>, float> map = model.GetMapper<VBuffer<float>, float>();
        VBuffer<float> x = default;
        return
        [
            (ValueGetter<float>)((ref float value) =>
            {
                features(ref x);
                map(in x, ref value);
            }),
        ];
    }
}
