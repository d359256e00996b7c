using System.Runtime.Intrinsics;

namespace MlPipeline.Network.Kernels;

/// <summary>
/// Loops over pixels for 16 channels at a time, whose sums and factors stay in registers. Pixels come in the order of
/// memory, so a sum does not depend on the machine's vectors.
/// </summary>
internal static unsafe class ChannelKernels
{
    /// <summary>Channels of a call; channels are padded to a multiple of it.</summary>
    public const int Block = 16;

    private const int Half = 8;

    /// <summary><c>sum[c] += x[c]</c> over the pixels.</summary>
    public static void AddTo(float* sum, float* x, int pixels, nint stride)
    {
        Vector256<float> a = Vector256.Load(sum);
        Vector256<float> b = Vector256.Load(sum + Half);
        for (; pixels > 0; pixels--, x += stride)
        {
            a += Vector256.Load(x);
            b += Vector256.Load(x + Half);
        }
        a.Store(sum);
        b.Store(sum + Half);
    }

    /// <summary><c>sum[c] += (x[c] - mean[c])²</c> over the pixels.</summary>
    public static void AddSquaredDeviations(float* sum, float* x, int pixels, nint stride, float* mean)
    {
        Vector256<float> a = Vector256.Load(sum);
        Vector256<float> b = Vector256.Load(sum + Half);
        Vector256<float> meanA = Vector256.Load(mean);
        Vector256<float> meanB = Vector256.Load(mean + Half);
        for (; pixels > 0; pixels--, x += stride)
        {
            Vector256<float> u = Vector256.Load(x) - meanA;
            Vector256<float> v = Vector256.Load(x + Half) - meanB;
            a = Vector256.FusedMultiplyAdd(u, u, a);
            b = Vector256.FusedMultiplyAdd(v, v, b);
        }
        a.Store(sum);
        b.Store(sum + Half);
    }

    /// <summary><c>sum[c] += g[c]</c> and <c>products[c] += g[c] (x[c] - mean[c])</c> over the pixels.</summary>
    public static void AddGradients(
        float* sum,
        float* products,
        float* g,
        nint gStride,
        float* x,
        nint xStride,
        int pixels,
        float* mean
    )
    {
        Vector256<float> a = Vector256.Load(sum);
        Vector256<float> b = Vector256.Load(sum + Half);
        Vector256<float> c = Vector256.Load(products);
        Vector256<float> d = Vector256.Load(products + Half);
        Vector256<float> meanA = Vector256.Load(mean);
        Vector256<float> meanB = Vector256.Load(mean + Half);
        for (; pixels > 0; pixels--, x += xStride, g += gStride)
        {
            Vector256<float> u = Vector256.Load(g);
            Vector256<float> v = Vector256.Load(g + Half);
            a += u;
            b += v;
            c = Vector256.FusedMultiplyAdd(u, Vector256.Load(x) - meanA, c);
            d = Vector256.FusedMultiplyAdd(v, Vector256.Load(x + Half) - meanB, d);
        }
        a.Store(sum);
        b.Store(sum + Half);
        c.Store(products);
        d.Store(products + Half);
    }

    /// <summary><c>y[c] = (x[c] - mean[c]) scale[c] + shift[c]</c> for all pixels.</summary>
    public static void Normalize(
        float* y,
        nint yStride,
        float* x,
        nint xStride,
        int pixels,
        float* mean,
        float* scale,
        float* shift
    )
    {
        Vector256<float> meanA = Vector256.Load(mean);
        Vector256<float> meanB = Vector256.Load(mean + Half);
        Vector256<float> scaleA = Vector256.Load(scale);
        Vector256<float> scaleB = Vector256.Load(scale + Half);
        Vector256<float> shiftA = Vector256.Load(shift);
        Vector256<float> shiftB = Vector256.Load(shift + Half);
        for (; pixels > 0; pixels--, x += xStride, y += yStride)
        {
            Vector256.FusedMultiplyAdd(Vector256.Load(x) - meanA, scaleA, shiftA).Store(y);
            Vector256.FusedMultiplyAdd(Vector256.Load(x + Half) - meanB, scaleB, shiftB).Store(y + Half);
        }
    }

    /// <summary><c>dx[c] = scale[c] g[c] - offset[c] - (x[c] - mean[c]) slope[c]</c> for all pixels.</summary>
    public static void NormalizeBackward(
        float* dx,
        nint dxStride,
        float* g,
        nint gStride,
        float* x,
        nint xStride,
        int pixels,
        float* mean,
        float* scale,
        float* offset,
        float* slope
    )
    {
        Vector256<float> meanA = Vector256.Load(mean);
        Vector256<float> meanB = Vector256.Load(mean + Half);
        Vector256<float> scaleA = Vector256.Load(scale);
        Vector256<float> scaleB = Vector256.Load(scale + Half);
        Vector256<float> offsetA = Vector256.Load(offset);
        Vector256<float> offsetB = Vector256.Load(offset + Half);
        Vector256<float> slopeA = Vector256.Load(slope);
        Vector256<float> slopeB = Vector256.Load(slope + Half);
        for (; pixels > 0; pixels--, x += xStride, g += gStride, dx += dxStride)
        {
            Vector256<float> a = Vector256.FusedMultiplyAdd(scaleA, Vector256.Load(g), -offsetA);
            Vector256<float> b = Vector256.FusedMultiplyAdd(scaleB, Vector256.Load(g + Half), -offsetB);
            Vector256.FusedMultiplyAdd(meanA - Vector256.Load(x), slopeA, a).Store(dx);
            Vector256.FusedMultiplyAdd(meanB - Vector256.Load(x + Half), slopeB, b).Store(dx + Half);
        }
    }
}
