using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MlPipeline.Network.Memory;

namespace MlPipeline.Network.Kernels;

/// <summary>
/// Single-precision matrix products on the widest vectors the machine has. Operands on the right are in
/// <see cref="Panels"/>; those on the left and the result are strided. Rows of the result are independent of each other
/// down to the last bit, so callers may split rows among threads as they please.
/// </summary>
internal static unsafe class Sgemm
{
    /// <summary>A panel's width of zeros, to start sums from.</summary>
    public static readonly AlignedBuffer Zeros = new(Panels.Width);

    /// <summary>
    /// Bits of the vectors in use: 512, 256 or 128. <c>MLPIPELINE_VECTOR_BITS</c> narrows it, for tests.
    /// </summary>
    public static int VectorBits { get; } = ChooseVectorBits();

    /// <summary>
    /// <c>C[m, n] = A[m, k] * B[k, n] + bias[n]</c>; <paramref name="c"/> has rows of at least <c>Panels.Padded(n)</c>
    /// floats.
    /// </summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="a">Left operand; element (r, k) at <c>a[r * aRow + k * aStep]</c>.</param>
    /// <param name="aRow">Floats from one row of A to the next.</param>
    /// <param name="aStep">Floats from one column of A to the next.</param>
    /// <param name="panels">B in panels.</param>
    /// <param name="c">The result.</param>
    /// <param name="cRow">Floats from one row of C to the next.</param>
    /// <param name="bias">Padded(n) floats added to every row, or null.</param>
    public static void Multiply(
        int m,
        int n,
        int k,
        float* a,
        nint aRow,
        nint aStep,
        float* panels,
        float* c,
        nint cRow,
        float* bias
    )
    {
        nint panelLength = (nint)k * Panels.Width;
        var tile = new MicroKernel.Tile(k, aRow, aStep, Panels.Width, cRow, initRow: 0);
        for (int j = 0; j < n; j += Panels.Width, panels += panelLength)
            Panel(in tile, m, a, panels, c + j, bias == null ? Zeros.Pointer : bias + j);
    }

    /// <summary>
    /// One panel's worth, 32 columns wide: <c>C[m, 32] = A[m, k] * B[k, 32]</c>, where B's rows are
    /// <paramref name="bRow"/> floats apart; added to what C holds if <paramref name="add"/>.
    /// </summary>
    public static void MultiplyPanel(
        nint m,
        nint k,
        float* a,
        nint aRow,
        nint aStep,
        float* b,
        nint bRow,
        float* c,
        nint cRow,
        bool add = false
    )
    {
        var tile = new MicroKernel.Tile(k, aRow, aStep, bRow, cRow, initRow: add ? cRow : 0);
        Panel(in tile, m, a, b, c, add ? c : Zeros.Pointer);
    }

    /// <summary>
    /// One panel's worth, 32 columns wide, of a product described by its tile: <c>C = init + A * B</c>.
    /// </summary>
    public static void Panel(in MicroKernel.Tile tile, nint m, float* a, float* b, float* c, float* init)
    {
        switch (VectorBits)
        {
            case 512:
                MicroKernel.Panel<Lane512>(in tile, m, a, b, c, init);
                break;
            case 256:
                MicroKernel.Panel<Lane256>(in tile, m, a, b, c, init);
                break;
            default:
                MicroKernel.Panel<Lane128>(in tile, m, a, b, c, init);
                break;
        }
    }

    private static int ChooseVectorBits()
    {
        // Not Vector512.IsHardwareAccelerated, which is false where AVX-512 lowers the clock: a product gains all the
        // same.
        int widest =
            Avx512F.IsSupported ? 512
            : Vector256.IsHardwareAccelerated ? 256
            : 128;
        return
            int.TryParse(Environment.GetEnvironmentVariable("MLPIPELINE_VECTOR_BITS"), out int asked)
            && asked is 128 or 256 or 512
            ? Math.Min(asked, widest)
            : widest;
    }
}
