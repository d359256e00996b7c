using System.Runtime.InteropServices;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Network;

/// <summary>
/// General products of dense single-precision matrices, row by row in memory, as BLAS's SGEMM: the same kernels as the
/// network's, on the widest vectors the machine has.
/// </summary>
public static unsafe class MatrixProduct
{
    /// <summary>
    /// <c>C = alpha * op(A) * op(B) + beta * C</c>, where op(A) is [m, k], op(B) [k, n] and C [m, n].
    /// </summary>
    /// <param name="transposeA">Whether op(A) is Aᵀ: A is then [k, m].</param>
    /// <param name="transposeB">Whether op(B) is Bᵀ: B is then [n, k].</param>
    /// <param name="m">Rows of C; 0 or more, as the other sizes.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="k">Terms of each sum.</param>
    /// <param name="alpha">Factor of the product.</param>
    /// <param name="a">The left operand.</param>
    /// <param name="lda">Floats from one row of A to the next; at least its columns.</param>
    /// <param name="b">The right operand.</param>
    /// <param name="ldb">Floats from one row of B to the next; at least its columns.</param>
    /// <param name="beta">Factor of what C holds; with 0, C is not read.</param>
    /// <param name="c">The result; must not overlap A or B. Floats between its rows keep their values.</param>
    /// <param name="ldc">Floats from one row of C to the next; at least <paramref name="n"/>.</param>
    /// <param name="threads">Threads to share the work; the result does not depend on it.</param>
    /// <remarks>
    /// With alpha = 1 and beta = 0 every element of C is one chain of fused multiply-adds in the order of k, whatever
    /// the other sizes and the threads; so its error is within k * 2^-24 * sum |a||b|.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A size is negative, a distance between rows too small, or threads below 1.
    /// </exception>
    /// <exception cref="ArgumentException">An operand is too short.</exception>
    public static void Multiply(
        bool transposeA,
        bool transposeB,
        int m,
        int n,
        int k,
        float alpha,
        ReadOnlySpan<float> a,
        int lda,
        ReadOnlySpan<float> b,
        int ldb,
        float beta,
        Span<float> c,
        int ldc,
        int threads = 1
    )
    {
        Require.AtLeast(0, m, nameof(m));
        Require.AtLeast(0, n, nameof(n));
        Require.AtLeast(0, k, nameof(k));
        Require.AtLeast(1, threads, nameof(threads));
        CheckOperand(a.Length, transposeA ? k : m, transposeA ? m : k, lda, nameof(a), nameof(lda));
        CheckOperand(b.Length, transposeB ? n : k, transposeB ? k : n, ldb, nameof(b), nameof(ldb));
        CheckOperand(c.Length, m, n, ldc, nameof(c), nameof(ldc));
        if (m == 0 || n == 0)
            return;
        fixed (
            float* left = &MemoryMarshal.GetReference(a),
                right = &MemoryMarshal.GetReference(b),
                result = &MemoryMarshal.GetReference(c)
        )
        {
            var operation = new BlockedProduct.Operation(
                m,
                n,
                k,
                alpha,
                beta,
                left,
                transposeA ? 1 : lda,
                transposeA ? lda : 1,
                right,
                transposeB ? 1 : ldb,
                transposeB ? ldb : 1,
                result,
                ldc
            );
            BlockedProduct.Run(in operation, threads);
        }
    }

    private static void CheckOperand(int length, int rows, int columns, int stride, string name, string strideName)
    {
        Require.AtLeast(Math.Max(1, columns), stride, strideName);
        long needed = rows == 0 || columns == 0 ? 0 : (long)(rows - 1) * stride + columns;
        if (length < needed)
            throw new ArgumentException(
                $"A [{rows}, {columns}] matrix with rows {stride} floats apart takes {needed} floats; '{name}' has "
                    + $"{length}.",
                name
            );
    }
}
