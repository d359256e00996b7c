using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Calibrators;

/// <summary>Fits a sigmoid from scores to probabilities, by maximum likelihood.</summary>
public sealed class PlattCalibratorEstimator : CalibratorEstimatorBase<PlattCalibrator>
{
    internal PlattCalibratorEstimator(IHostEnvironment env, string labelColumn, string scoreColumn, string? weightColumn)
        : base(env, nameof(PlattCalibratorEstimator), labelColumn, scoreColumn, weightColumn) => Host.CheckNonEmpty(labelColumn, "labelColumnName");

    private protected override PlattCalibrator FitCalibrator(IDataView scored)
    {
        var fit = new PlattFit();
        Read(scored, fit.Add);
        return fit.Count > 0 ? fit.Finish() : throw Host.Except("There is no row with a label and a score to calibrate by; give scored rows.");
    }

    private protected override CalibratorTransformer<PlattCalibrator> Create(PlattCalibrator calibrator) => new PlattCalibratorTransformer(Host, calibrator, ScoreColumn);
}
