using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Score.</summary>
internal sealed class RegressionScoreMapper(ITransformer transformer, IValueMapper model, DataViewSchema.Column feature, uint scoreSet)
    : ScoreMapper(transformer, feature, scoreSet, AnnotationUtils.Const.ScoreColumnKind.Regression)
{
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

    protected override DataViewSchema.DetachedColumn[] MakeOutputColumns() =>
        [new(DefaultColumnNames.Score, model.OutputType, ScoreAnnotations(AnnotationUtils.Const.ScoreValueKind.Score).ToAnnotations())];
}
