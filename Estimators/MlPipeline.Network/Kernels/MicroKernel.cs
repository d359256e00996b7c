using System.Runtime.CompilerServices;

namespace MlPipeline.Network.Kernels;

/// <summary>
/// The register-blocked inner loops of every matrix product: <c>C[r, j] = init[r, j] + sum over k of A[r, k] * B[k,
/// j]</c> for a few rows r and two registers of columns j. Accumulators stay in registers for the whole depth.
/// <para>
/// Every element is one chain of multiply-adds over k = 0, 1, 2, ... whichever kernel computes it. So a result never
/// depends on how rows were grouped, batched or shared among threads: that is what makes training bit-identical.
/// </para>
/// </summary>
internal static unsafe class MicroKernel
{
    /// <summary>The most rows that go through a kernel at once.</summary>
    public const int MostRows = 12;

    /// <summary>
    /// Strides, in floats, and depth of one product; shared by all tiles of it. The depth may come in several runs,
    /// between which both operands jump: a row of a convolution's patch is a run, as the next one lies elsewhere.
    /// </summary>
    internal readonly struct Tile(
        nint depth, nint aRow, nint aStep, nint bStep, nint cRow, nint initRow,
        nint runs = 1, nint* aSkips = null, nint bSkip = 0)
    {
        public readonly nint Depth = depth, ARow = aRow, AStep = aStep, BStep = bStep, CRow = cRow, InitRow = initRow;

        /// <summary>How many runs there are, and what B jumps after each but the last.</summary>
        public readonly nint Runs = runs, BSkip = bSkip;

        /// <summary>What A jumps after each run but the last.</summary>
        public readonly nint* ASkips = aSkips;
    }

    /// <summary>Computes <paramref name="rows"/> rows of one panel of <see cref="Panels.Width"/> columns.</summary>
    public static void Panel<TLane>(in Tile t, nint rows, float* a, float* b, float* c, float* init)
        where TLane : unmanaged, ILane<TLane>
    {
        int step = 2 * TLane.Count;
        for (nint r = 0; r < rows;)
        {
            int block = BlockRows<TLane>(rows - r);
            for (int j = 0; j < Panels.Width; j += step)
                Block<TLane>(block, in t, a + r * t.ARow, b + j, c + r * t.CRow + j, init + r * t.InitRow + j);
            r += block;
        }
    }

    /// <summary>
    /// How many rows to take next. Registers bound it: 32 of them allow 12 x 2 accumulators, 16 allow 6 x 2. A last
    /// block of few rows would wait on its few chains, so the last two share what is left: 16 = 8 + 8, 14 = 7 + 7.
    /// </summary>
    private static int BlockRows<TLane>(nint left) where TLane : unmanaged, ILane<TLane>
    {
        if (TLane.Count < 16) return left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
        if (left >= 24 || left is 12 or (>= 20 and < 24)) return 12;
        if (left is 11 or 13 or 14) return 7;
        return left >= 8 ? 8 : left >= 6 ? (int)left : left >= 4 ? 4 : left >= 2 ? 2 : 1;
    }

    private static void Block<TLane>(int rows, in Tile t, float* a, float* b, float* c, float* init)
        where TLane : unmanaged, ILane<TLane>
    {
        switch (rows)
        {
            case 12: Rows12<TLane>(in t, a, b, c, init); break;
            case 8: Rows8<TLane>(in t, a, b, c, init); break;
            case 7: Rows7<TLane>(in t, a, b, c, init); break;
            case 6: Rows6<TLane>(in t, a, b, c, init); break;
            case 4: Rows4<TLane>(in t, a, b, c, init); break;
            case 2: Rows2<TLane>(in t, a, b, c, init); break;
            default: Rows1<TLane>(in t, a, b, c, init); break;
        }
    }

    /// <summary>12 rows by two registers: 24 accumulators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows12<TLane>(in Tile t, float* a, float* b, float* c, float* init)
        where TLane : unmanaged, ILane<TLane>
    {
        int half = TLane.Count;
        nint aRow = t.ARow, initRow = t.InitRow, cRow = t.CRow;
        TLane c00 = TLane.Load(init), c01 = TLane.Load(init + half);
        TLane c10 = TLane.Load(init + initRow), c11 = TLane.Load(init + initRow + half);
        TLane c20 = TLane.Load(init + 2 * initRow), c21 = TLane.Load(init + 2 * initRow + half);
        TLane c30 = TLane.Load(init + 3 * initRow), c31 = TLane.Load(init + 3 * initRow + half);
        TLane c40 = TLane.Load(init + 4 * initRow), c41 = TLane.Load(init + 4 * initRow + half);
        TLane c50 = TLane.Load(init + 5 * initRow), c51 = TLane.Load(init + 5 * initRow + half);
        TLane c60 = TLane.Load(init + 6 * initRow), c61 = TLane.Load(init + 6 * initRow + half);
        TLane c70 = TLane.Load(init + 7 * initRow), c71 = TLane.Load(init + 7 * initRow + half);
        TLane c80 = TLane.Load(init + 8 * initRow), c81 = TLane.Load(init + 8 * initRow + half);
        TLane c90 = TLane.Load(init + 9 * initRow), c91 = TLane.Load(init + 9 * initRow + half);
        TLane c100 = TLane.Load(init + 10 * initRow), c101 = TLane.Load(init + 10 * initRow + half);
        TLane c110 = TLane.Load(init + 11 * initRow), c111 = TLane.Load(init + 11 * initRow + half);
        float* a3 = a + 3 * aRow;
        float* a6 = a + 6 * aRow;
        float* a9 = a + 9 * aRow;
        nint aRow2 = 2 * aRow;
        nint aStep = t.AStep, bStep = t.BStep, bSkip = t.BSkip;
        nint* skips = t.ASkips;
        for (nint run = t.Runs; ;)
        {
            for (nint k = t.Depth; k > 0; k--)
            {
                TLane b0 = TLane.Load(b), b1 = TLane.Load(b + half), x;
                x = TLane.Broadcast(a); TLane.MultiplyAdd(x, b0, ref c00); TLane.MultiplyAdd(x, b1, ref c01);
                x = TLane.Broadcast(a + aRow); TLane.MultiplyAdd(x, b0, ref c10); TLane.MultiplyAdd(x, b1, ref c11);
                x = TLane.Broadcast(a + aRow2); TLane.MultiplyAdd(x, b0, ref c20); TLane.MultiplyAdd(x, b1, ref c21);
                x = TLane.Broadcast(a3); TLane.MultiplyAdd(x, b0, ref c30); TLane.MultiplyAdd(x, b1, ref c31);
                x = TLane.Broadcast(a3 + aRow); TLane.MultiplyAdd(x, b0, ref c40); TLane.MultiplyAdd(x, b1, ref c41);
                x = TLane.Broadcast(a3 + aRow2); TLane.MultiplyAdd(x, b0, ref c50); TLane.MultiplyAdd(x, b1, ref c51);
                x = TLane.Broadcast(a6); TLane.MultiplyAdd(x, b0, ref c60); TLane.MultiplyAdd(x, b1, ref c61);
                x = TLane.Broadcast(a6 + aRow); TLane.MultiplyAdd(x, b0, ref c70); TLane.MultiplyAdd(x, b1, ref c71);
                x = TLane.Broadcast(a6 + aRow2); TLane.MultiplyAdd(x, b0, ref c80); TLane.MultiplyAdd(x, b1, ref c81);
                x = TLane.Broadcast(a9); TLane.MultiplyAdd(x, b0, ref c90); TLane.MultiplyAdd(x, b1, ref c91);
                x = TLane.Broadcast(a9 + aRow); TLane.MultiplyAdd(x, b0, ref c100); TLane.MultiplyAdd(x, b1, ref c101);
                x = TLane.Broadcast(a9 + aRow2); TLane.MultiplyAdd(x, b0, ref c110); TLane.MultiplyAdd(x, b1, ref c111);
                a += aStep; a3 += aStep; a6 += aStep; a9 += aStep; b += bStep;
            }
            if (--run == 0) break;
            nint skip = *skips++;
            a += skip; a3 += skip; a6 += skip; a9 += skip; b += bSkip;
        }
        TLane.Store(c00, c); TLane.Store(c01, c + half);
        TLane.Store(c10, c + cRow); TLane.Store(c11, c + cRow + half);
        TLane.Store(c20, c + 2 * cRow); TLane.Store(c21, c + 2 * cRow + half);
        TLane.Store(c30, c + 3 * cRow); TLane.Store(c31, c + 3 * cRow + half);
        TLane.Store(c40, c + 4 * cRow); TLane.Store(c41, c + 4 * cRow + half);
        TLane.Store(c50, c + 5 * cRow); TLane.Store(c51, c + 5 * cRow + half);
        TLane.Store(c60, c + 6 * cRow); TLane.Store(c61, c + 6 * cRow + half);
        TLane.Store(c70, c + 7 * cRow); TLane.Store(c71, c + 7 * cRow + half);
        TLane.Store(c80, c + 8 * cRow); TLane.Store(c81, c + 8 * cRow + half);
        TLane.Store(c90, c + 9 * cRow); TLane.Store(c91, c + 9 * cRow + half);
        TLane.Store(c100, c + 10 * cRow); TLane.Store(c101, c + 10 * cRow + half);
        TLane.Store(c110, c + 11 * cRow); TLane.Store(c111, c + 11 * cRow + half);
    }

    /// <summary>8 rows by two registers: 16 accumulators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows8<TLane>(in Tile t, float* a, float* b, float* c, float* init)
        where TLane : unmanaged, ILane<TLane>
    {
        int half = TLane.Count;
        nint aRow = t.ARow, initRow = t.InitRow, cRow = t.CRow;
        TLane c00 = TLane.Load(init), c01 = TLane.Load(init + half);
        TLane c10 = TLane.Load(init + initRow), c11 = TLane.Load(init + initRow + half);
        TLane c20 = TLane.Load(init + 2 * initRow), c21 = TLane.Load(init + 2 * initRow + half);
        TLane c30 = TLane.Load(init + 3 * initRow), c31 = TLane.Load(init + 3 * initRow + half);
        TLane c40 = TLane.Load(init + 4 * initRow), c41 = TLane.Load(init + 4 * initRow + half);
        TLane c50 = TLane.Load(init + 5 * initRow), c51 = TLane.Load(init + 5 * initRow + half);
        TLane c60 = TLane.Load(init + 6 * initRow), c61 = TLane.Load(init + 6 * initRow + half);
        TLane c70 = TLane.Load(init + 7 * initRow), c71 = TLane.Load(init + 7 * initRow + half);
        float* a3 = a + 3 * aRow;
        float* a6 = a + 6 * aRow;
        nint aRow2 = 2 * aRow;
        nint aStep = t.AStep, bStep = t.BStep, bSkip = t.BSkip;
        nint* skips = t.ASkips;
        for (nint run = t.Runs; ;)
        {
            for (nint k = t.Depth; k > 0; k--)
            {
                TLane b0 = TLane.Load(b), b1 = TLane.Load(b + half), x;
                x = TLane.Broadcast(a); TLane.MultiplyAdd(x, b0, ref c00); TLane.MultiplyAdd(x, b1, ref c01);
                x = TLane.Broadcast(a + aRow); TLane.MultiplyAdd(x, b0, ref c10); TLane.MultiplyAdd(x, b1, ref c11);
                x = TLane.Broadcast(a + aRow2); TLane.MultiplyAdd(x, b0, ref c20); TLane.MultiplyAdd(x, b1, ref c21);
                x = TLane.Broadcast(a3); TLane.MultiplyAdd(x, b0, ref c30); TLane.MultiplyAdd(x, b1, ref c31);
                x = TLane.Broadcast(a3 + aRow); TLane.MultiplyAdd(x, b0, ref c40); TLane.MultiplyAdd(x, b1, ref c41);
                x = TLane.Broadcast(a3 + aRow2); TLane.MultiplyAdd(x, b0, ref c50); TLane.MultiplyAdd(x, b1, ref c51);
                x = TLane.Broadcast(a6); TLane.MultiplyAdd(x, b0, ref c60); TLane.MultiplyAdd(x, b1, ref c61);
                x = TLane.Broadcast(a6 + aRow); TLane.MultiplyAdd(x, b0, ref c70); TLane.MultiplyAdd(x, b1, ref c71);
                a += aStep; a3 += aStep; a6 += aStep; b += bStep;
            }
            if (--run == 0) break;
            nint skip = *skips++;
            a += skip; a3 += skip; a6 += skip; b += bSkip;
        }
        TLane.Store(c00, c); TLane.Store(c01, c + half);
        TLane.Store(c10, c + cRow); TLane.Store(c11, c + cRow + half);
        TLane.Store(c20, c + 2 * cRow); TLane.Store(c21, c + 2 * cRow + half);
        TLane.Store(c30, c + 3 * cRow); TLane.Store(c31, c + 3 * cRow + half);
        TLane.Store(c40, c + 4 * cRow); TLane.Store(c41, c + 4 * cRow + half);
        TLane.Store(c50, c + 5 * cRow); TLane.Store(c51, c + 5 * cRow + half);
        TLane.Store(c60, c + 6 * cRow); TLane.Store(c61, c + 6 * cRow + half);
        TLane.Store(c70, c + 7 * cRow); TLane.Store(c71, c + 7 * cRow + half);
    }

    /// <summary>7 rows by two registers: 14 accumulators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows7<TLane>(in Tile t, float* a, float* b, float* c, float* init)
        where TLane : unmanaged, ILane<TLane>
    {
        int half = TLane.Count;
        nint aRow = t.ARow, initRow = t.InitRow, cRow = t.CRow;
        TLane c00 = TLane.Load(init), c01 = TLane.Load(init + half);
        TLane c10 = TLane.Load(init + initRow), c11 = TLane.Load(init + initRow + half);
        TLane c20 = TLane.Load(init + 2 * initRow), c21 = TLane.Load(init + 2 * initRow + half);
        TLane c30 = TLane.Load(init + 3 * initRow), c31 = TLane.Load(init + 3 * initRow + half);
        TLane c40 = TLane.Load(init + 4 * initRow), c41 = TLane.Load(init + 4 * initRow + half);
        TLane c50 = TLane.Load(init + 5 * initRow), c51 = TLane.Load(init + 5 * initRow + half);
        TLane c60 = TLane.Load(init + 6 * initRow), c61 = TLane.Load(init + 6 * initRow + half);
        float* a3 = a + 3 * aRow;
        float* a6 = a + 6 * aRow;
        nint aRow2 = 2 * aRow;
        nint aStep = t.AStep, bStep = t.BStep, bSkip = t.BSkip;
        nint* skips = t.ASkips;
        for (nint run = t.Runs; ;)
        {
            for (nint k = t.Depth; k > 0; k--)
            {
                TLane b0 = TLane.Load(b), b1 = TLane.Load(b + half), x;
                x = TLane.Broadcast(a); TLane.MultiplyAdd(x, b0, ref c00); TLane.MultiplyAdd(x, b1, ref c01);
                x = TLane.Broadcast(a + aRow); TLane.MultiplyAdd(x, b0, ref c10); TLane.MultiplyAdd(x, b1, ref c11);
                x = TLane.Broadcast(a + aRow2); TLane.MultiplyAdd(x, b0, ref c20); TLane.MultiplyAdd(x, b1, ref c21);
                x = TLane.Broadcast(a3); TLane.MultiplyAdd(x, b0, ref c30); TLane.MultiplyAdd(x, b1, ref c31);
                x = TLane.Broadcast(a3 + aRow); TLane.MultiplyAdd(x, b0, ref c40); TLane.MultiplyAdd(x, b1, ref c41);
                x = TLane.Broadcast(a3 + aRow2); TLane.MultiplyAdd(x, b0, ref c50); TLane.MultiplyAdd(x, b1, ref c51);
                x = TLane.Broadcast(a6); TLane.MultiplyAdd(x, b0, ref c60); TLane.MultiplyAdd(x, b1, ref c61);
                a += aStep; a3 += aStep; a6 += aStep; b += bStep;
            }
            if (--run == 0) break;
            nint skip = *skips++;
            a += skip; a3 += skip; a6 += skip; b += bSkip;
        }
        TLane.Store(c00, c); TLane.Store(c01, c + half);
        TLane.Store(c10, c + cRow); TLane.Store(c11, c + cRow + half);
        TLane.Store(c20, c + 2 * cRow); TLane.Store(c21, c + 2 * cRow + half);
        TLane.Store(c30, c + 3 * cRow); TLane.Store(c31, c + 3 * cRow + half);
        TLane.Store(c40, c + 4 * cRow); TLane.Store(c41, c + 4 * cRow + half);
        TLane.Store(c50, c + 5 * cRow); TLane.Store(c51, c + 5 * cRow + half);
        TLane.Store(c60, c + 6 * cRow); TLane.Store(c61, c + 6 * cRow + half);
    }

    /// <summary>6 rows by two registers: 12 accumulators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows6<TLane>(in Tile t, float* a, float* b, float* c, float* init)
        where TLane : unmanaged, ILane<TLane>
    {
        int half = TLane.Count;
        nint aRow = t.ARow, initRow = t.InitRow, cRow = t.CRow;
        TLane c00 = TLane.Load(init), c01 = TLane.Load(init + half);
        TLane c10 = TLane.Load(init + initRow), c11 = TLane.Load(init + initRow + half);
        TLane c20 = TLane.Load(init + 2 * initRow), c21 = TLane.Load(init + 2 * initRow + half);
        TLane c30 = TLane.Load(init + 3 * initRow), c31 = TLane.Load(init + 3 * initRow + half);
        TLane c40 = TLane.Load(init + 4 * initRow), c41 = TLane.Load(init + 4 * initRow + half);
        TLane c50 = TLane.Load(init + 5 * initRow), c51 = TLane.Load(init + 5 * initRow + half);
        float* a3 = a + 3 * aRow;
        nint aRow2 = 2 * aRow;
        nint aStep = t.AStep, bStep = t.BStep, bSkip = t.BSkip;
        nint* skips = t.ASkips;
        for (nint run = t.Runs; ;)
        {
            for (nint k = t.Depth; k > 0; k--)
            {
                TLane b0 = TLane.Load(b), b1 = TLane.Load(b + half), x;
                x = TLane.Broadcast(a); TLane.MultiplyAdd(x, b0, ref c00); TLane.MultiplyAdd(x, b1, ref c01);
                x = TLane.Broadcast(a + aRow); TLane.MultiplyAdd(x, b0, ref c10); TLane.MultiplyAdd(x, b1, ref c11);
                x = TLane.Broadcast(a + aRow2); TLane.MultiplyAdd(x, b0, ref c20); TLane.MultiplyAdd(x, b1, ref c21);
                x = TLane.Broadcast(a3); TLane.MultiplyAdd(x, b0, ref c30); TLane.MultiplyAdd(x, b1, ref c31);
                x = TLane.Broadcast(a3 + aRow); TLane.MultiplyAdd(x, b0, ref c40); TLane.MultiplyAdd(x, b1, ref c41);
                x = TLane.Broadcast(a3 + aRow2); TLane.MultiplyAdd(x, b0, ref c50); TLane.MultiplyAdd(x, b1, ref c51);
                a += aStep; a3 += aStep; b += bStep;
            }
            if (--run == 0) break;
            nint skip = *skips++;
            a += skip; a3 += skip; b += bSkip;
        }
        TLane.Store(c00, c); TLane.Store(c01, c + half);
        TLane.Store(c10, c + cRow); TLane.Store(c11, c + cRow + half);
        TLane.Store(c20, c + 2 * cRow); TLane.Store(c21, c + 2 * cRow + half);
        TLane.Store(c30, c + 3 * cRow); TLane.Store(c31, c + 3 * cRow + half);
        TLane.Store(c40, c + 4 * cRow); TLane.Store(c41, c + 4 * cRow + half);
        TLane.Store(c50, c + 5 * cRow); TLane.Store(c51, c + 5 * cRow + half);
    }

    /// <summary>4 rows by two registers: 8 accumulators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4<TLane>(in Tile t, float* a, float* b, float* c, float* init)
        where TLane : unmanaged, ILane<TLane>
    {
        int half = TLane.Count;
        nint aRow = t.ARow, initRow = t.InitRow, cRow = t.CRow;
        TLane c00 = TLane.Load(init), c01 = TLane.Load(init + half);
        TLane c10 = TLane.Load(init + initRow), c11 = TLane.Load(init + initRow + half);
        TLane c20 = TLane.Load(init + 2 * initRow), c21 = TLane.Load(init + 2 * initRow + half);
        TLane c30 = TLane.Load(init + 3 * initRow), c31 = TLane.Load(init + 3 * initRow + half);
        float* a3 = a + 3 * aRow;
        nint aRow2 = 2 * aRow;
        nint aStep = t.AStep, bStep = t.BStep, bSkip = t.BSkip;
        nint* skips = t.ASkips;
        for (nint run = t.Runs; ;)
        {
            for (nint k = t.Depth; k > 0; k--)
            {
                TLane b0 = TLane.Load(b), b1 = TLane.Load(b + half), x;
                x = TLane.Broadcast(a); TLane.MultiplyAdd(x, b0, ref c00); TLane.MultiplyAdd(x, b1, ref c01);
                x = TLane.Broadcast(a + aRow); TLane.MultiplyAdd(x, b0, ref c10); TLane.MultiplyAdd(x, b1, ref c11);
                x = TLane.Broadcast(a + aRow2); TLane.MultiplyAdd(x, b0, ref c20); TLane.MultiplyAdd(x, b1, ref c21);
                x = TLane.Broadcast(a3); TLane.MultiplyAdd(x, b0, ref c30); TLane.MultiplyAdd(x, b1, ref c31);
                a += aStep; a3 += aStep; b += bStep;
            }
            if (--run == 0) break;
            nint skip = *skips++;
            a += skip; a3 += skip; b += bSkip;
        }
        TLane.Store(c00, c); TLane.Store(c01, c + half);
        TLane.Store(c10, c + cRow); TLane.Store(c11, c + cRow + half);
        TLane.Store(c20, c + 2 * cRow); TLane.Store(c21, c + 2 * cRow + half);
        TLane.Store(c30, c + 3 * cRow); TLane.Store(c31, c + 3 * cRow + half);
    }

    /// <summary>2 rows by two registers: 4 accumulators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows2<TLane>(in Tile t, float* a, float* b, float* c, float* init)
        where TLane : unmanaged, ILane<TLane>
    {
        int half = TLane.Count;
        nint aRow = t.ARow, initRow = t.InitRow, cRow = t.CRow;
        TLane c00 = TLane.Load(init), c01 = TLane.Load(init + half);
        TLane c10 = TLane.Load(init + initRow), c11 = TLane.Load(init + initRow + half);
        nint aStep = t.AStep, bStep = t.BStep, bSkip = t.BSkip;
        nint* skips = t.ASkips;
        for (nint run = t.Runs; ;)
        {
            for (nint k = t.Depth; k > 0; k--)
            {
                TLane b0 = TLane.Load(b), b1 = TLane.Load(b + half), x;
                x = TLane.Broadcast(a); TLane.MultiplyAdd(x, b0, ref c00); TLane.MultiplyAdd(x, b1, ref c01);
                x = TLane.Broadcast(a + aRow); TLane.MultiplyAdd(x, b0, ref c10); TLane.MultiplyAdd(x, b1, ref c11);
                a += aStep; b += bStep;
            }
            if (--run == 0) break;
            nint skip = *skips++;
            a += skip; b += bSkip;
        }
        TLane.Store(c00, c); TLane.Store(c01, c + half);
        TLane.Store(c10, c + cRow); TLane.Store(c11, c + cRow + half);
    }

    /// <summary>1 row by two registers: 2 accumulators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1<TLane>(in Tile t, float* a, float* b, float* c, float* init)
        where TLane : unmanaged, ILane<TLane>
    {
        int half = TLane.Count;
        nint aRow = t.ARow, initRow = t.InitRow, cRow = t.CRow;
        TLane c00 = TLane.Load(init), c01 = TLane.Load(init + half);
        nint aStep = t.AStep, bStep = t.BStep, bSkip = t.BSkip;
        nint* skips = t.ASkips;
        for (nint run = t.Runs; ;)
        {
            for (nint k = t.Depth; k > 0; k--)
            {
                TLane b0 = TLane.Load(b), b1 = TLane.Load(b + half), x;
                x = TLane.Broadcast(a); TLane.MultiplyAdd(x, b0, ref c00); TLane.MultiplyAdd(x, b1, ref c01);
                a += aStep; b += bStep;
            }
            if (--run == 0) break;
            nint skip = *skips++;
            a += skip; b += bSkip;
        }
        TLane.Store(c00, c); TLane.Store(c01, c + half);
    }
}
