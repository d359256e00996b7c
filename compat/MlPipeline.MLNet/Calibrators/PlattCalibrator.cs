using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(PlattCalibrator), null, typeof(SignatureLoadModel), "Platt Calibration Executor", PlattCalibrator.LoaderSignature)]

namespace Microsoft.ML.Calibrators;

/// <summary>P(yes) = 1 / (1 + exp(slope * score + offset)); see Platt, Probabilistic outputs for support vector machines, 1999.</summary>
public sealed class PlattCalibrator : ICalibrator, ICanSaveModel
{
    internal const string LoaderSignature = "PlattCaliExec";

    internal PlattCalibrator(double slope, double offset) => (Slope, Offset) = (slope, offset);

    /// <summary>The slope: negative where a higher score means yes.</summary>
    public double Slope { get; }

    /// <summary>The offset.</summary>
    public double Offset { get; }

    /// <inheritdoc/>
    public float PredictProbability(float output) => float.IsNaN(output) ? output : (float)(1 / (1 + Math.Exp(Slope * output + Offset)));

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        ctx.Writer.Write(Slope);
        ctx.Writer.Write(Offset);
    }

    internal static PlattCalibrator Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        (double slope, double offset) = (ctx.Reader.ReadDouble(), ctx.Reader.ReadDouble());
        env.CheckDecode(double.IsFinite(slope) && double.IsFinite(offset), $"Corrupt model: a calibrator has the slope {slope} and the offset {offset}.");
        return new PlattCalibrator(slope, offset);
    }

    private static VersionInfo Version() => new(
        modelSignature: "PLATTCAL",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: Transforms.ModelAssemblies.Data);
}
