using Microsoft.ML.Runtime;

namespace Microsoft.ML.Calibrators;

/// <summary>A sigmoid of given slope and offset from scores to probabilities; nothing is learnt.</summary>
public sealed class FixedPlattCalibratorEstimator : CalibratorEstimatorBase<PlattCalibrator>
{
    private readonly double _slope, _offset;

    internal FixedPlattCalibratorEstimator(IHostEnvironment env, double slope, double offset, string scoreColumn)
        : base(env, nameof(FixedPlattCalibratorEstimator), labelColumn: null, scoreColumn, weightColumn: null)
    {
        if (!double.IsFinite(slope) || !double.IsFinite(offset)) throw Host.ExceptUserArg(nameof(slope), $"The slope is {slope} and the offset {offset}; give finite numbers.");
        (_slope, _offset) = (slope, offset);
    }

    private protected override PlattCalibrator FitCalibrator(IDataView scored) => new(_slope, _offset);

    private protected override CalibratorTransformer<PlattCalibrator> Create(PlattCalibrator calibrator) => new PlattCalibratorTransformer(Host, calibrator, ScoreColumn);
}
