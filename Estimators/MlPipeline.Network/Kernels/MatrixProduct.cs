using System.Runtime.InteropServices;
using MlPipeline.Network.Kernels;
using MlPipeline.Network.Memory;

namespace MlPipeline.Network;

/// <summary>General single-precision matrix products, row-major: <c>C = alpha * op(A) * op(B) + beta * C</c>.</summary>
public static unsafe class MatrixProduct
{
    /// <summary>Computes <c>C[m, n] = alpha * op(A)[m, k] * op(B)[k, n] + beta * C[m, n]</c>, where op transposes or does nothing.</summary>
    /// <param name="transposeA">Whether A is stored [k, m].</param>
    /// <param name="transposeB">Whether B is stored [n, k].</param>
    /// <param name="m">Rows of C.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="k">Depth of the product.</param>
    /// <param name="alpha">Factor of the product.</param>
    /// <param name="a">A, row by row.</param>
    /// <param name="lda">Floats from one stored row of A to the next.</param>
    /// <param name="b">B, row by row.</param>
    /// <param name="ldb">Floats from one stored row of B to the next.</param>
    /// <param name="beta">Factor of C; where it is 0, C is not read.</param>
    /// <param name="c">C, row by row.</param>
    /// <param name="ldc">Floats from one row of C to the next.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    public static void Multiply(bool transposeA, bool transposeB, int m, int n, int k, float alpha, ReadOnlySpan<float> a, int lda, ReadOnlySpan<float> b, int ldb, float beta, Span<float> c, int ldc, int threads = 1)
    {
        Require.AtLeast(1, threads, nameof(threads));
        int stride = Panels.Padded(n);
        var panels = new AlignedBuffer(Panels.Length(k, n));
        var product = new AlignedBuffer((long)m * stride);
        fixed (float* left = &MemoryMarshal.GetReference(a), right = &MemoryMarshal.GetReference(b))
        {
            Panels.Pack(right, transposeB ? 1 : ldb, transposeB ? ldb : 1, k, n, panels.Pointer);
            nint leftAddress = (nint)left, row = transposeA ? 1 : lda, step = transposeA ? lda : 1;
            System.Threading.Tasks.Parallel.For(0, threads, part =>
            {
                int first = (int)((long)m * part / threads), rows = (int)((long)m * (part + 1) / threads) - first;
                Sgemm.Multiply(rows, n, k, (float*)leftAddress + first * row, row, step, panels.Pointer, product.Pointer + (nint)first * stride, stride, bias: null);
            });
        }
        for (int i = 0; i < m; i++)
            for (int j = 0; j < n; j++)
                c[i * ldc + j] = alpha * product.Pointer[i * stride + j] + (beta == 0 ? 0 : beta * c[i * ldc + j]);
    }
}
