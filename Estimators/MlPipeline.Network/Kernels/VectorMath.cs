using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlPipeline.Network.Kernels;

/// <summary>
/// Elementary functions of a register of floats, to about two units in the last place also near 0, where the error of
/// tanh would otherwise be of the size of the gradients that RMSProp and Adam rescale. Polynomials are Chebyshev fits.
/// </summary>
internal static class VectorMath
{
    // e^x of less is subnormal, or out of the reach of Exp.
    private const float LeastExponent = -87;

    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // Added to a number of moderate size, leaves it rounded to a whole number in the lowest bits.
    private const float Rounder = 12_582_912f; // 1.5 * 2^23

    /// <summary>e^x, for x from -87 to 88.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        (Vector<float> power, Vector<float> excess) = Expm1Parts(x);
        return Vector.FusedMultiplyAdd(power, excess, power);
    }

    /// <summary>e^x - 1, for x up to 88; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Expm1(Vector<float> x)
    {
        (Vector<float> power, Vector<float> excess) = Expm1Parts(Vector.MaxNative(new Vector<float>(LeastExponent), x));
        return Vector.FusedMultiplyAdd(power, excess, power - Vector<float>.One);
    }

    /// <summary>1 / (1 + e^-x); NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sigmoid(Vector<float> x)
    {
        Vector<float> e = Decay(Vector.Abs(x));
        Vector<float> upper = Vector<float>.One / (Vector<float>.One + e);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), e * upper, upper);
    }

    /// <summary>log(1 + e^x); NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Softplus(Vector<float> x)
    {
        // log(1 + e) where 1 + e rounds: e / (w - 1) makes good for what w lost.
        Vector<float> e = Decay(Vector.Abs(x));
        Vector<float> w = Vector<float>.One + e;
        Vector<float> lost = w - Vector<float>.One;
        Vector<float> log = Vector.ConditionalSelect(
            Vector.Equals(lost, Vector<float>.Zero),
            e,
            Vector.Log(w) * (e / lost)
        );
        return Vector.MaxNative(Vector<float>.Zero, x) + log;
    }

    /// <summary>Distribution function (to 1e-7) and density of the standard normal; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<float> Distribution, Vector<float> Density) Normal(Vector<float> x)
    {
        // The error function by Abramowitz and Stegun 7.1.26, of u = |x| / sqrt 2, so that e^(-u²) serves both.
        Vector<float> u = Vector.Abs(x) * new Vector<float>(0.70710678f);
        Vector<float> e = Decay(u * u);
        Vector<float> t =
            Vector<float>.One / Vector.FusedMultiplyAdd(u, new Vector<float>(0.3275911f), Vector<float>.One);
        Vector<float> p = new(1.061405429f);
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(-1.453152027f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(1.421413741f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(-0.284496736f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(0.254829592f));
        Vector<float> tail = new Vector<float>(0.5f) * p * t * e;
        return (
            Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), tail, Vector<float>.One - tail),
            new Vector<float>(0.39894228f) * e
        );
    }

    // e^-x, for x from 0 on. The order of MinNative's arguments lets a NaN through.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Decay(Vector<float> x) => Exp(-Vector.MinNative(new Vector<float>(-LeastExponent), x));

    /// <summary>tanh x; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> x)
    {
        // tanh |x| = q / (q + 2) with q = e^2|x| - 1, which loses nothing near 0 as no 1 is added to a small number.
        // Beyond 9.02 tanh rounds to 1. The order of MinNative's arguments lets a NaN through.
        Vector<float> magnitude = Vector.MinNative(new Vector<float>(9.1f), Vector.Abs(x));
        (Vector<float> power, Vector<float> excess) = Expm1Parts(magnitude + magnitude);
        Vector<float> q = Vector.FusedMultiplyAdd(power, excess, power - Vector<float>.One);
        return Vector.CopySign(q / (q + new Vector<float>(2)), x);
    }

    // e^x = power * (1 + excess): power = 2^n, excess = e^t - 1 with t = x - n ln 2, |t| <= ln 2 / 2; ln 2 in two parts
    // keeps t exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> Power, Vector<float> Excess) Expm1Parts(Vector<float> x)
    {
        Vector<float> shifted = Vector.FusedMultiplyAdd(x, new Vector<float>(Log2E), new Vector<float>(Rounder));
        Vector<float> n = shifted - new Vector<float>(Rounder);
        Vector<float> t = Vector.FusedMultiplyAdd(n, new Vector<float>(-Ln2High), x);
        t = Vector.FusedMultiplyAdd(n, new Vector<float>(-Ln2Low), t);
        Vector<float> p = new(0.0013882507f);
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(0.0083665801f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(0.0416672006f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(0.1666654348f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(0.5f));
        Vector<float> excess = Vector.FusedMultiplyAdd(p * t, t, t);
        Vector<int> power = Vector.ShiftLeft(Vector.AsVectorInt32(shifted), 23) + new Vector<int>(127 << 23);
        return (Vector.AsVectorSingle(power), excess);
    }

    /// <summary>x where |x| is at least <paramref name="least"/>, else 0; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Flush(Vector<float> x, float least) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), new Vector<float>(least)), Vector<float>.Zero, x);
}
