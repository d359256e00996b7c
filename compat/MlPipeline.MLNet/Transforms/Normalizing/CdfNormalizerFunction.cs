using System.Collections.Immutable;
using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>½ (1 + erf((x − mean) / (deviation √2))), of log x if asked to; 0 where there is no deviation or no logarithm.</summary>
internal sealed class CdfNormalizerFunction<T>(T[] mean, T[] deviation, bool useLog) : NormalizerFunction<T>(mean.Length)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const double SquareRootOf2 = 1.4142135623730951;

    // The distribution function of zero is zero only where all is.
    protected override bool KeepsZero => useLog;

    public override T MapAt(int slot, T value)
    {
        if (T.IsNaN(value))
            return value;
        double number = double.CreateTruncating(value);
        double spread = double.CreateTruncating(deviation[slot]);
        if (spread <= 0 || (useLog && number <= 0))
            return T.Zero;
        if (useLog)
            number = Math.Log(number);
        return T.CreateTruncating(0.5 * (1 + Erf((number - double.CreateTruncating(mean[slot])) / (spread * SquareRootOf2))));
    }

    public override NormalizingTransformer.NormalizerModelParametersBase GetParameters(bool isVector)
        => isVector
            ? new NormalizingTransformer.CdfNormalizerModelParameters<ImmutableArray<T>>([.. mean], [.. deviation], useLog)
            : new NormalizingTransformer.CdfNormalizerModelParameters<T>(mean[0], deviation[0], useLog);

    public override void Save(ModelSaveContext ctx) => CdfNormalizerFormat.Save(ctx, mean, deviation, useLog);

    // Winitzki's approximation with a = 0.147, off by at most 1.3e-4. It is what ML.NET's values show.
    private static double Erf(double x)
    {
        const double a = 0.147;
        double square = x * x;
        return Math.CopySign(Math.Sqrt(1 - Math.Exp(-square * ((4 / Math.PI) + (a * square)) / (1 + (a * square)))), x);
    }
}
