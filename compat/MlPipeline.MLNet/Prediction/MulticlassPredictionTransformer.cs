using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(ISingleFeaturePredictionTransformer<object>), typeof(MulticlassPredictionTransformer), null, typeof(SignatureLoadModel), "", MulticlassPredictionTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Predicts one of several classes: adds PredictedLabel and Score.</summary>
public sealed class MulticlassPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    private readonly string? _labelColumn;
    private readonly string _scoreColumn, _predictedLabelColumn;
    private readonly KeyDataViewType _labelType;
    private readonly DataViewSchema.Annotations _labelAnnotations;

    /// <summary>A new one.</summary>
    public MulticlassPredictionTransformer(IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn, string labelColumn, string scoreColumn = DefaultColumnNames.Score, string predictedLabel = DefaultColumnNames.PredictedLabel)
        : base(env.Register(nameof(MulticlassPredictionTransformer)), model, inputSchema, featureColumn)
    {
        (_labelColumn, _scoreColumn, _predictedLabelColumn) = (labelColumn, scoreColumn, predictedLabel);
        DataViewSchema.Column? label = labelColumn == null ? null
            : inputSchema.GetColumnOrNull(labelColumn) ?? throw Host.ExceptSchemaMismatch(nameof(labelColumn), "label", labelColumn);
        (_labelType, _labelAnnotations) = (TypeOf(label), AnnotationsOf(label));
    }

    internal MulticlassPredictionTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(nameof(MulticlassPredictionTransformer)), ctx)
    {
        _labelColumn = ctx.LoadStringOrNull();
        bool named = ctx.Header.ModelVerWritten >= MulticlassPredictionTransformer.VersionWithNames;
        _scoreColumn = (named ? ctx.LoadStringOrNull() : null) ?? DefaultColumnNames.Score;
        _predictedLabelColumn = (named ? ctx.LoadStringOrNull() : null) ?? DefaultColumnNames.PredictedLabel;
        DataViewSchema.Column? label = _labelColumn == null ? null : TrainSchema.GetColumnOrNull(_labelColumn);
        (_labelType, _labelAnnotations) = (TypeOf(label), AnnotationsOf(label));
    }

    /// <inheritdoc/>
    public override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(MulticlassPredictionTransformer.Version());
        base.SaveCore(ctx);
        ctx.SaveStringOrNull(_labelColumn);
        ctx.SaveStringOrNull(_scoreColumn);
        ctx.SaveStringOrNull(_predictedLabelColumn);
    }

    private protected override IRowMapper MakeMapper(DataViewSchema schema) =>
        new MulticlassScoreMapper(this, ValueMapper, FindFeature(schema), ScoreMapper.NextScoreSet(schema), _scoreColumn, _predictedLabelColumn, _labelType, _labelAnnotations);

    // Labels that are numbers count the classes from 0; their predictions are keys all the same.
    private KeyDataViewType TypeOf(DataViewSchema.Column? label)
    {
        if (label?.Type is KeyDataViewType key) return key;
        return ValueMapper.OutputType is VectorDataViewType { IsKnownSize: true, Size: var classes } ? new KeyDataViewType(typeof(uint), classes)
            : throw Host.Except($"The model {Model.GetType().Name} gives {ValueMapper.OutputType}; a model of several classes gives a vector of one score for each.");
    }

    private static DataViewSchema.Annotations AnnotationsOf(DataViewSchema.Column? label) => label?.Annotations ?? DataViewSchema.Annotations.Empty;
}

/// <summary>Loads them; the model's type is known only from the file.</summary>
public static class MulticlassPredictionTransformer
{
    /// <summary>The name in files.</summary>
    public const string LoaderSignature = "MulticlassPredXfer";

    /// <summary>From here on files name the output columns.</summary>
    internal const uint VersionWithNames = 0x00010002;

    /// <summary>From a file.</summary>
    public static ISingleFeaturePredictionTransformer<object> Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new MulticlassPredictionTransformer<object>(env, ctx);
    }

    internal static VersionInfo Version() => new(
        modelSignature: "MC  PRED",
        verWrittenCur: VersionWithNames,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: Transforms.ModelAssemblies.Data);
}
