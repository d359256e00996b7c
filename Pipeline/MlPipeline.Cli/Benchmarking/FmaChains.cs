using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>
/// Independent chains of multiply-adds, <c>c = c * x + y</c>, and nothing else: no memory is touched. There are more
/// chains than latency times units (4 x 2 on today's machines), so that a unit never waits for a result, and no more
/// than registers hold.
/// </summary>
internal static class FmaChains
{
    /// <summary>Chains of the 512-bit loop: 32 registers hold them and the two constants.</summary>
    public const int Chains512 = 24;

    /// <summary>Chains of the narrower loops: 16 registers.</summary>
    public const int Chains256 = 12;
    public const int Chains128 = 12;

    // Values stay near 2: neither overflow nor denormals, which would be slower.
    private const float Factor = 0.5f;
    private const float Term = 1f;

    /// <summary>
    /// Bits of the widest registers with a multiply-add. Asks the hardware: on some processors .NET prefers 256 bits
    /// (Vector512.IsHardwareAccelerated is false) though they have 512.
    /// </summary>
    public static int VectorBits { get; } =
        Avx512F.IsSupported ? 512
        : Fma.IsSupported ? 256
        : 128;

    /// <summary>Floating-point operations of one step; a multiply-add is two.</summary>
    public static int OperationsPerStep =>
        2
        * (VectorBits / 32)
        * (
            VectorBits == 512 ? Chains512
            : VectorBits == 256 ? Chains256
            : Chains128
        );

    /// <summary>
    /// Runs on the widest registers; the result only keeps the loop from being optimized away. Not inlined anywhere,
    /// for the same reason: where the caller drops the result, an inlined loop would become an empty one.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float Run(int steps) =>
        VectorBits switch
        {
            512 => Run512(steps),
            256 => Run256(steps),
            _ => Run128(steps),
        };

    /// <summary>24 chains of AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Run512(int steps)
    {
        Vector512<float> x = Vector512.Create(Factor);
        Vector512<float> y = Vector512.Create(Term);
        Vector512<float> c0 = x;
        Vector512<float> c1 = x;
        Vector512<float> c2 = x;
        Vector512<float> c3 = x;
        Vector512<float> c4 = x;
        Vector512<float> c5 = x;
        Vector512<float> c6 = x;
        Vector512<float> c7 = x;
        Vector512<float> c8 = x;
        Vector512<float> c9 = x;
        Vector512<float> c10 = x;
        Vector512<float> c11 = x;
        Vector512<float> c12 = x;
        Vector512<float> c13 = x;
        Vector512<float> c14 = x;
        Vector512<float> c15 = x;
        Vector512<float> c16 = x;
        Vector512<float> c17 = x;
        Vector512<float> c18 = x;
        Vector512<float> c19 = x;
        Vector512<float> c20 = x;
        Vector512<float> c21 = x;
        Vector512<float> c22 = x;
        Vector512<float> c23 = x;
        for (int step = 0; step < steps; step++)
        {
            c0 = Avx512F.FusedMultiplyAdd(c0, x, y);
            c1 = Avx512F.FusedMultiplyAdd(c1, x, y);
            c2 = Avx512F.FusedMultiplyAdd(c2, x, y);
            c3 = Avx512F.FusedMultiplyAdd(c3, x, y);
            c4 = Avx512F.FusedMultiplyAdd(c4, x, y);
            c5 = Avx512F.FusedMultiplyAdd(c5, x, y);
            c6 = Avx512F.FusedMultiplyAdd(c6, x, y);
            c7 = Avx512F.FusedMultiplyAdd(c7, x, y);
            c8 = Avx512F.FusedMultiplyAdd(c8, x, y);
            c9 = Avx512F.FusedMultiplyAdd(c9, x, y);
            c10 = Avx512F.FusedMultiplyAdd(c10, x, y);
            c11 = Avx512F.FusedMultiplyAdd(c11, x, y);
            c12 = Avx512F.FusedMultiplyAdd(c12, x, y);
            c13 = Avx512F.FusedMultiplyAdd(c13, x, y);
            c14 = Avx512F.FusedMultiplyAdd(c14, x, y);
            c15 = Avx512F.FusedMultiplyAdd(c15, x, y);
            c16 = Avx512F.FusedMultiplyAdd(c16, x, y);
            c17 = Avx512F.FusedMultiplyAdd(c17, x, y);
            c18 = Avx512F.FusedMultiplyAdd(c18, x, y);
            c19 = Avx512F.FusedMultiplyAdd(c19, x, y);
            c20 = Avx512F.FusedMultiplyAdd(c20, x, y);
            c21 = Avx512F.FusedMultiplyAdd(c21, x, y);
            c22 = Avx512F.FusedMultiplyAdd(c22, x, y);
            c23 = Avx512F.FusedMultiplyAdd(c23, x, y);
        }
        return Vector512.Sum(
            c0
                + c1
                + c2
                + c3
                + c4
                + c5
                + c6
                + c7
                + c8
                + c9
                + c10
                + c11
                + c12
                + c13
                + c14
                + c15
                + c16
                + c17
                + c18
                + c19
                + c20
                + c21
                + c22
                + c23
        );
    }

    /// <summary>12 chains of AVX2 with FMA.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Run256(int steps)
    {
        Vector256<float> x = Vector256.Create(Factor);
        Vector256<float> y = Vector256.Create(Term);
        Vector256<float> c0 = x;
        Vector256<float> c1 = x;
        Vector256<float> c2 = x;
        Vector256<float> c3 = x;
        Vector256<float> c4 = x;
        Vector256<float> c5 = x;
        Vector256<float> c6 = x;
        Vector256<float> c7 = x;
        Vector256<float> c8 = x;
        Vector256<float> c9 = x;
        Vector256<float> c10 = x;
        Vector256<float> c11 = x;
        for (int step = 0; step < steps; step++)
        {
            c0 = Fma.MultiplyAdd(c0, x, y);
            c1 = Fma.MultiplyAdd(c1, x, y);
            c2 = Fma.MultiplyAdd(c2, x, y);
            c3 = Fma.MultiplyAdd(c3, x, y);
            c4 = Fma.MultiplyAdd(c4, x, y);
            c5 = Fma.MultiplyAdd(c5, x, y);
            c6 = Fma.MultiplyAdd(c6, x, y);
            c7 = Fma.MultiplyAdd(c7, x, y);
            c8 = Fma.MultiplyAdd(c8, x, y);
            c9 = Fma.MultiplyAdd(c9, x, y);
            c10 = Fma.MultiplyAdd(c10, x, y);
            c11 = Fma.MultiplyAdd(c11, x, y);
        }
        return Vector256.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
    }

    /// <summary>
    /// 12 chains of what a 128-bit machine has; without fused hardware a multiplication and an addition.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Run128(int steps)
    {
        Vector128<float> x = Vector128.Create(Factor);
        Vector128<float> y = Vector128.Create(Term);
        Vector128<float> c0 = x;
        Vector128<float> c1 = x;
        Vector128<float> c2 = x;
        Vector128<float> c3 = x;
        Vector128<float> c4 = x;
        Vector128<float> c5 = x;
        Vector128<float> c6 = x;
        Vector128<float> c7 = x;
        Vector128<float> c8 = x;
        Vector128<float> c9 = x;
        Vector128<float> c10 = x;
        Vector128<float> c11 = x;
        for (int step = 0; step < steps; step++)
        {
            c0 = Vector128.MultiplyAddEstimate(c0, x, y);
            c1 = Vector128.MultiplyAddEstimate(c1, x, y);
            c2 = Vector128.MultiplyAddEstimate(c2, x, y);
            c3 = Vector128.MultiplyAddEstimate(c3, x, y);
            c4 = Vector128.MultiplyAddEstimate(c4, x, y);
            c5 = Vector128.MultiplyAddEstimate(c5, x, y);
            c6 = Vector128.MultiplyAddEstimate(c6, x, y);
            c7 = Vector128.MultiplyAddEstimate(c7, x, y);
            c8 = Vector128.MultiplyAddEstimate(c8, x, y);
            c9 = Vector128.MultiplyAddEstimate(c9, x, y);
            c10 = Vector128.MultiplyAddEstimate(c10, x, y);
            c11 = Vector128.MultiplyAddEstimate(c11, x, y);
        }
        return Vector128.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
    }
}
