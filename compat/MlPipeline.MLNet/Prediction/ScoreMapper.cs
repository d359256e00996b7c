using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Makes a model's output columns from its score.</summary>
internal abstract class ScoreMapper(ITransformer transformer, DataViewSchema.Column feature, uint scoreSet, string kind) : IRowMapper
{
    private DataViewSchema.DetachedColumn[]? _columns;

    protected DataViewSchema.Column Feature => feature;

    public DataViewSchema.DetachedColumn[] GetOutputColumns() => _columns ??= MakeOutputColumns();

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

    protected abstract DataViewSchema.DetachedColumn[] MakeOutputColumns();

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
