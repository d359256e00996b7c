using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Calibrators;

/// <summary>Adds Probability, made from a score.</summary>
public abstract class CalibratorTransformer<TICalibrator> : RowToRowTransformerBase, ISingleFeaturePredictionTransformer<TICalibrator>, ISingleFeaturePredictionTransformer
    where TICalibrator : class, ICalibrator
{
    private const string DirCalibrator = "Calibrator";
    private const uint FirstVersion = 0x00010001;

    private readonly string _loaderSignature, _scoreColumn;
    private readonly TICalibrator _calibrator;

    private protected CalibratorTransformer(IHostEnvironment env, TICalibrator calibrator, string loaderSignature, string scoreColumn)
        : base(env.Register(loaderSignature)) => (_loaderSignature, _calibrator, _scoreColumn) = (loaderSignature, calibrator, scoreColumn);

    private protected CalibratorTransformer(IHostEnvironment env, ModelLoadContext ctx, string loaderSignature)
        : base(env.Register(loaderSignature))
    {
        ctx.CheckAtModel(Version(loaderSignature));
        _loaderSignature = loaderSignature;
        ctx.LoadModel<TICalibrator, SignatureLoadModel>(env, out _calibrator, DirCalibrator);
        _scoreColumn = ctx.Header.ModelVerWritten > FirstVersion ? ctx.LoadNonEmptyString() : DefaultColumnNames.Score;
    }

    TICalibrator IPredictionTransformer<TICalibrator>.Model => _calibrator;

    string ISingleFeaturePredictionTransformer<TICalibrator>.FeatureColumnName => _scoreColumn;

    DataViewType ISingleFeaturePredictionTransformer<TICalibrator>.FeatureColumnType => NumberDataViewType.Single;

    string ISingleFeaturePredictionTransformer.FeatureColumnName => _scoreColumn;

    /// <inheritdoc/>
    public override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version(_loaderSignature));
        ctx.SaveModel(_calibrator, DirCalibrator);
        ctx.SaveString(_scoreColumn);
    }

    /// <inheritdoc/>
    public override IRowMapper MakeRowMapper(DataViewSchema schema)
    {
        DataViewSchema.Column score = schema.GetColumnOrNull(_scoreColumn) ?? throw Host.ExceptSchemaMismatch(nameof(schema), "score", _scoreColumn);
        EvaluationColumns.CheckNumber(Host, score, "score");
        return new CalibratedMapper(this, _calibrator, score, schema);
    }

    private static VersionInfo Version(string loaderSignature) => new(
        modelSignature: "CALTRANS",
        verWrittenCur: 0x00010002,
        verReadableCur: FirstVersion,
        verWeCanReadBack: FirstVersion,
        loaderSignature: loaderSignature,
        loaderAssemblyName: Transforms.ModelAssemblies.Data);
}
