using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(PlattCalibratorTransformer), null, typeof(SignatureLoadModel), "", PlattCalibratorTransformer.LoaderSignature)]

namespace Microsoft.ML.Calibrators;

/// <summary>Adds Probability, a sigmoid of the score.</summary>
public sealed class PlattCalibratorTransformer : CalibratorTransformer<PlattCalibrator>
{
    internal const string LoaderSignature = "PlattCalibratTransf";

    internal PlattCalibratorTransformer(IHostEnvironment env, PlattCalibrator calibrator, string scoreColumn)
        : base(env, calibrator, LoaderSignature, scoreColumn)
    {
    }

    internal PlattCalibratorTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env, ctx, LoaderSignature)
    {
    }
}
