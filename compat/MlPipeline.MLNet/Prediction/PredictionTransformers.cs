using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(ISingleFeaturePredictionTransformer<object>), typeof(MulticlassPredictionTransformer), null, typeof(SignatureLoadModel), "", MulticlassPredictionTransformer.LoaderSignature)]
[assembly: LoadableClass(typeof(ISingleFeaturePredictionTransformer<object>), typeof(BinaryPredictionTransformer), null, typeof(SignatureLoadModel), "", BinaryPredictionTransformer.LoaderSignature)]
[assembly: LoadableClass(typeof(ISingleFeaturePredictionTransformer<object>), typeof(RegressionPredictionTransformer), null, typeof(SignatureLoadModel), "", RegressionPredictionTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>A transformer that adds the columns a model predicts.</summary>
public abstract class PredictionTransformerBase<TModel> : IPredictionTransformer<TModel>, IDisposable
    where TModel : class
{
    /// <summary>Where the model is in the zip.</summary>
    public const string DirModel = "Model";

    /// <summary>Where the schema of the training data is in the zip.</summary>
    public const string DirTransSchema = "TrainSchema";

    /// <summary>The schema of the training data.</summary>
    public DataViewSchema TrainSchema;

    /// <summary>The transformer's host.</summary>
    public readonly IHost Host;

    /// <summary>A new one.</summary>
    public PredictionTransformerBase(IHost host, TModel model, DataViewSchema trainSchema)
    {
        host.CheckValue(model, nameof(model));
        host.CheckValue(trainSchema, nameof(trainSchema));
        (Host, Model, TrainSchema) = (host, model, trainSchema);
    }

    /// <summary>One from a file.</summary>
    public PredictionTransformerBase(IHost host, ModelLoadContext ctx)
    {
        Host = host;
        ctx.LoadModel<TModel, SignatureLoadModel>(host, out TModel model, DirModel);
        Model = model;
        TrainSchema = TrainSchemaFile.Read(ctx);
    }

    /// <inheritdoc/>
    public TModel Model { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    public abstract DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        Host.CheckValue(input, nameof(input));
        return Map(input);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Map(new EmptyDataView(inputSchema));

    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveModel(ctx);

    /// <inheritdoc/>
    public void Dispose()
    {
        (Model as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes it.</summary>
    public abstract void SaveModel(ModelSaveContext ctx);

    /// <summary>Writes the model and the schema of the training data.</summary>
    public void SaveModelCore(ModelSaveContext ctx)
    {
        ctx.SaveModel(Model, DirModel);
        TrainSchemaFile.Write(ctx, TrainSchema);
    }

    private protected abstract IRowMapper MakeMapper(DataViewSchema schema);

    private protected RowToRowMapperTransform Map(IDataView input) => new(input, MakeMapper(input.Schema));
}

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

/// <summary>Predicts one of several classes: adds PredictedLabel and Score.</summary>
public sealed class MulticlassPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    private readonly string? _labelColumn;
    private readonly string _scoreColumn, _predictedLabelColumn;
    private readonly DataViewType _labelType;
    private readonly DataViewSchema.Annotations _labelAnnotations;

    /// <summary>A new one.</summary>
    public MulticlassPredictionTransformer(IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn, string labelColumn, string scoreColumn = DefaultColumnNames.Score, string predictedLabel = DefaultColumnNames.PredictedLabel)
        : base(env.Register(nameof(MulticlassPredictionTransformer)), model, inputSchema, featureColumn)
    {
        DataViewSchema.Column? label = labelColumn == null ? null : inputSchema.GetColumnOrNull(labelColumn) ?? throw Host.ExceptSchemaMismatch(nameof(labelColumn), "label", labelColumn);
        (_labelColumn, _scoreColumn, _predictedLabelColumn) = (labelColumn, scoreColumn, predictedLabel);
        _labelType = label?.Type is KeyDataViewType key ? key : new KeyDataViewType(typeof(uint), ((VectorDataViewType)ValueMapper.OutputType).Size);
        _labelAnnotations = label?.Annotations ?? DataViewSchema.Annotations.Empty;
    }

    internal MulticlassPredictionTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(nameof(MulticlassPredictionTransformer)), ctx)
    {
        _labelColumn = ctx.LoadStringOrNull();
        (_scoreColumn, _predictedLabelColumn) = (ctx.LoadStringOrNull() ?? DefaultColumnNames.Score, ctx.LoadStringOrNull() ?? DefaultColumnNames.PredictedLabel);
        _labelType = _labelColumn != null && TrainSchema.GetColumnOrNull(_labelColumn) is { Type: KeyDataViewType key } ? key
            : new KeyDataViewType(typeof(uint), ((VectorDataViewType)ValueMapper.OutputType).Size);
        _labelAnnotations = _labelColumn == null ? DataViewSchema.Annotations.Empty : TrainSchema.GetColumnOrNull(_labelColumn)?.Annotations ?? DataViewSchema.Annotations.Empty;
    }

    /// <inheritdoc/>
    public override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(new VersionInfo(
            modelSignature: "MC  PRED",
            verWrittenCur: 0x00010002,
            verReadableCur: 0x00010001,
            verWeCanReadBack: 0x00010001,
            loaderSignature: MulticlassPredictionTransformer.LoaderSignature,
            loaderAssemblyName: Transforms.ModelAssemblies.Data));
        base.SaveCore(ctx);
        ctx.SaveStringOrNull(_labelColumn);
        ctx.SaveStringOrNull(_scoreColumn);
        ctx.SaveStringOrNull(_predictedLabelColumn);
    }

    private protected override IRowMapper MakeMapper(DataViewSchema schema) =>
        new MulticlassScoreMapper(this, ValueMapper, FindFeature(schema), ScoreMapper.NextScoreSet(schema), _scoreColumn, _predictedLabelColumn, _labelType, _labelAnnotations);
}

/// <summary>Predicts yes or no: adds PredictedLabel, Score and, for calibrated models, Probability.</summary>
public sealed class BinaryPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    /// <summary>The label column.</summary>
    public readonly string? LabelColumnName;

    /// <summary>Scores above it are yes.</summary>
    public readonly float Threshold;

    /// <summary>The column that is compared with it.</summary>
    public readonly string ThresholdColumn;

    /// <summary>A new one.</summary>
    public BinaryPredictionTransformer(IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn, float threshold = 0, string thresholdColumn = DefaultColumnNames.Score)
        : base(env.Register(nameof(BinaryPredictionTransformer)), model, inputSchema, featureColumn) => (Threshold, ThresholdColumn) = (threshold, thresholdColumn);

    /// <summary>A new one.</summary>
    public BinaryPredictionTransformer(IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn, string labelColumn, float threshold = 0, string thresholdColumn = DefaultColumnNames.Score)
        : this(env, model, inputSchema, featureColumn, threshold, thresholdColumn) => LabelColumnName = labelColumn;

    internal BinaryPredictionTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(nameof(BinaryPredictionTransformer)), ctx)
    {
        LabelColumnName = ctx.LoadStringOrNull();
        Threshold = ctx.Reader.ReadSingle();
        ThresholdColumn = ctx.LoadString();
    }

    /// <inheritdoc/>
    public override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(new VersionInfo(
            modelSignature: "BIN PRED",
            verWrittenCur: 0x00010002,
            verReadableCur: 0x00010001,
            verWeCanReadBack: 0x00010001,
            loaderSignature: BinaryPredictionTransformer.LoaderSignature,
            loaderAssemblyName: Transforms.ModelAssemblies.Data));
        base.SaveCore(ctx);
        ctx.SaveStringOrNull(LabelColumnName);
        ctx.Writer.Write(Threshold);
        ctx.SaveString(ThresholdColumn);
    }

    private protected override IRowMapper MakeMapper(DataViewSchema schema) =>
        new BinaryScoreMapper(this, ValueMapper, FindFeature(schema), ScoreMapper.NextScoreSet(schema), Threshold);
}

/// <summary>Predicts a number: adds Score.</summary>
public sealed class RegressionPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    /// <summary>A new one.</summary>
    public RegressionPredictionTransformer(IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn)
        : base(env.Register(nameof(RegressionPredictionTransformer)), model, inputSchema, featureColumn)
    {
    }

    internal RegressionPredictionTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(nameof(RegressionPredictionTransformer)), ctx)
    {
    }

    /// <inheritdoc/>
    public override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(new VersionInfo(
            modelSignature: "MC  PRED",
            verWrittenCur: 0x00010001,
            verReadableCur: 0x00010001,
            verWeCanReadBack: 0x00010001,
            loaderSignature: RegressionPredictionTransformer.LoaderSignature,
            loaderAssemblyName: Transforms.ModelAssemblies.Data));
        base.SaveCore(ctx);
    }

    private protected override IRowMapper MakeMapper(DataViewSchema schema) =>
        new RegressionScoreMapper(this, ValueMapper, FindFeature(schema), ScoreMapper.NextScoreSet(schema));
}

/// <summary>Loads them; the model's type is known only from the file.</summary>
public static class MulticlassPredictionTransformer
{
    /// <summary>The name in files.</summary>
    public const string LoaderSignature = "MulticlassPredXfer";

    /// <summary>From a file.</summary>
    public static ISingleFeaturePredictionTransformer<object> Create(IHostEnvironment env, ModelLoadContext ctx) => new MulticlassPredictionTransformer<object>(env, ctx);
}

/// <summary>Loads them; the model's type is known only from the file.</summary>
public static class BinaryPredictionTransformer
{
    /// <summary>The name in files.</summary>
    public const string LoaderSignature = "BinaryPredXfer";

    /// <summary>From a file.</summary>
    public static ISingleFeaturePredictionTransformer<object> Create(IHostEnvironment env, ModelLoadContext ctx) => new BinaryPredictionTransformer<object>(env, ctx);
}

/// <summary>Loads them; the model's type is known only from the file.</summary>
public static class RegressionPredictionTransformer
{
    /// <summary>The name in files.</summary>
    public const string LoaderSignature = "RegressionPredXfer";

    /// <summary>From a file.</summary>
    public static ISingleFeaturePredictionTransformer<object> Create(IHostEnvironment env, ModelLoadContext ctx) => new RegressionPredictionTransformer<object>(env, ctx);
}
