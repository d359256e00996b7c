using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A prediction transformer whose model reads one feature column.</summary>
public abstract class SingleFeaturePredictionTransformerBase<TModel> : PredictionTransformerBase<TModel>, ISingleFeaturePredictionTransformer<TModel>, ISingleFeaturePredictionTransformer
    where TModel : class
{
    /// <summary>A new one.</summary>
    public SingleFeaturePredictionTransformerBase(IHost host, TModel model, DataViewSchema trainSchema, string featureColumn)
        : base(host, model, trainSchema)
    {
        FeatureColumnName = featureColumn;
        DataViewSchema.Column column = trainSchema.GetColumnOrNull(featureColumn) ?? throw Host.ExceptSchemaMismatch(nameof(featureColumn), "feature", featureColumn);
        FeatureColumnType = column.Type;
    }

    /// <summary>One from a file.</summary>
    public SingleFeaturePredictionTransformerBase(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        FeatureColumnName = ctx.LoadStringOrNull()!;
        FeatureColumnType = TrainSchema.GetColumnOrNull(FeatureColumnName)?.Type ?? ValueMapper.InputType;
    }

    /// <inheritdoc/>
    public string FeatureColumnName { get; }

    /// <inheritdoc/>
    public DataViewType FeatureColumnType { get; }

    /// <inheritdoc/>
    public override DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Map(new EmptyDataView(inputSchema)).OutputSchema;

    private protected IValueMapper ValueMapper => Model as IValueMapper ?? throw Host.Except($"The model {Model.GetType().Name} maps no features to a score.");

    /// <inheritdoc/>
    public override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        SaveCore(ctx);
    }

    /// <summary>Writes the model and the name of the feature column; a derived class calls this first.</summary>
    public virtual void SaveCore(ModelSaveContext ctx)
    {
        SaveModelCore(ctx);
        ctx.SaveStringOrNull(FeatureColumnName);
    }

    private protected DataViewSchema.Column FindFeature(DataViewSchema schema)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(FeatureColumnName) ?? throw Host.ExceptSchemaMismatch(nameof(schema), "feature", FeatureColumnName);
        DataViewType expected = ValueMapper.InputType;
        bool fits = column.Type is VectorDataViewType given && expected is VectorDataViewType wanted
            && given.ItemType.Equals(wanted.ItemType) && (given.Size == wanted.Size || wanted.Size == 0);
        if (!fits) throw Host.ExceptSchemaMismatch(nameof(schema), "feature", FeatureColumnName, expected.ToString()!, column.Type.ToString()!);
        return column;
    }
}
