using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlPipeline.Network.Kernels;

/// <summary>
/// Elementary functions of a register of floats, to about one unit in the last place also near 0, where the error of
/// tanh would otherwise be of the size of the gradients that RMSProp and Adam rescale. Polynomials are Chebyshev fits.
/// </summary>
internal static class VectorMath
{
    private const float Log2E = 1.44269504f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;

    /// <summary>e^x, for x from -87 to 88.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        // e^x = 2^n e^t with t = x - n ln 2, |t| <= ln 2 / 2; ln 2 in two parts keeps t exact.
        Vector<float> n = Vector.Round(x * Log2E);
        Vector<float> t = Vector.FusedMultiplyAdd(n, new Vector<float>(-Ln2High), x);
        t = Vector.FusedMultiplyAdd(n, new Vector<float>(-Ln2Low), t);
        Vector<float> p = new(0.0013926176f);
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(0.0083631733f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(0.041666556f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(0.16666578f));
        p = Vector.FusedMultiplyAdd(p, t, new Vector<float>(0.5f));
        p = Vector.FusedMultiplyAdd(p * t, t, t) + Vector<float>.One;
        Vector<int> power = Vector.ShiftLeft(Vector.ConvertToInt32(n) + new Vector<int>(127), 23);
        return p * Vector.AsVectorSingle(power);
    }

    /// <summary>tanh x; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> x)
    {
        // Beyond 9.02 tanh rounds to 1. Small: x + x³ q(x²). Else 1 - 2 / (e^2|x| + 1), which loses nothing there.
        Vector<float> magnitude = Vector.Min(Vector.Abs(x), new Vector<float>(9.1f));
        Vector<float> u = x * x;
        Vector<float> q = new(0.002277155f);
        q = Vector.FusedMultiplyAdd(q, u, new Vector<float>(-0.008330077f));
        q = Vector.FusedMultiplyAdd(q, u, new Vector<float>(0.02176465f));
        q = Vector.FusedMultiplyAdd(q, u, new Vector<float>(-0.05395873f));
        q = Vector.FusedMultiplyAdd(q, u, new Vector<float>(0.13333301f));
        q = Vector.FusedMultiplyAdd(q, u, new Vector<float>(-0.33333334f));
        Vector<float> small = Vector.FusedMultiplyAdd(x * u, q, x);
        Vector<float> large = Vector<float>.One - new Vector<float>(2) / (Exp(magnitude + magnitude) + Vector<float>.One);
        large = Vector.CopySign(large, x);
        Vector<float> result = Vector.ConditionalSelect(Vector.LessThan(magnitude, new Vector<float>(0.63f)), small, large);
        return Vector.ConditionalSelect(Vector.Equals(x, x), result, x);
    }

    /// <summary>x where |x| is at least <paramref name="least"/>, else 0; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Flush(Vector<float> x, float least) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), new Vector<float>(least)), Vector<float>.Zero, x);
}
