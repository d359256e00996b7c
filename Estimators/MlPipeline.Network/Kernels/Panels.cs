using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlPipeline.Network.Kernels;

/// <summary>
/// The layout of a matrix that a kernel reads from the right: columns in panels of <see cref="Width"/>, each panel's rows
/// one after the other. A kernel walks it in address order; missing columns of the last panel are zero.
/// <code>element (k, j) of a [rows, columns] matrix lies at (j / Width) * rows * Width + k * Width + j % Width</code>
/// The width is the same on every machine (two AVX-512 registers), so the layout is, too.
/// </summary>
internal static unsafe class Panels
{
    /// <summary>Columns in a panel.</summary>
    public const int Width = 32;

    /// <summary><paramref name="columns"/> rounded up to whole panels.</summary>
    public static int Padded(int columns) => checked(columns + Width - 1) / Width * Width;

    /// <summary>Floats that a [rows, columns] matrix takes.</summary>
    public static long Length(int rows, int columns) => (long)rows * Padded(columns);

    /// <summary>Where element (<paramref name="row"/>, <paramref name="column"/>) of a matrix of <paramref name="rows"/> rows lies.</summary>
    public static int Offset(int rows, int row, int column) => (column / Width * rows + row) * Width + column % Width;

    /// <summary>Packs a matrix given by strides: element (k, j) at <c>source[k * rowStride + j * columnStride]</c>.</summary>
    public static void Pack(float* source, nint rowStride, nint columnStride, int rows, int columns, float* panels)
    {
        for (int j0 = 0; j0 < columns; j0 += Width, panels += (nint)rows * Width)
        {
            int width = Math.Min(Width, columns - j0);
            for (int k = 0; k < rows; k++)
            {
                float* from = source + k * rowStride + j0 * columnStride;
                var to = new Span<float>(panels + (nint)k * Width, Width);
                if (columnStride == 1) new ReadOnlySpan<float>(from, width).CopyTo(to);
                else for (int j = 0; j < width; j++) to[j] = from[j * columnStride];
                to[width..].Clear();
            }
        }
    }

    /// <summary>
    /// Transposes a block of panel rows: <c>destination[j][i] = source[i][j]</c>, both with rows of <see cref="Width"/> floats,
    /// for i below <paramref name="rows"/> and j below <paramref name="columns"/>.
    /// </summary>
    public static void TransposeBlock(float* source, int rows, int columns, float* destination)
    {
        // Four by four in registers where there are four left of both; a float at a time at the edges.
        int wholeRows = Sse.IsSupported ? rows & ~3 : 0, wholeColumns = Sse.IsSupported ? columns & ~3 : 0;
        for (int i = 0; i < wholeRows; i += 4)
            for (int j = 0; j < wholeColumns; j += 4)
                Transpose4x4(source + i * Width + j, destination + j * Width + i);
        for (int i = 0; i < rows; i++)
            for (int j = i < wholeRows ? wholeColumns : 0; j < columns; j++)
                destination[j * Width + i] = source[i * Width + j];
    }

    private static void Transpose4x4(float* source, float* destination)
    {
        Vector128<float> a = Vector128.Load(source), b = Vector128.Load(source + Width), c = Vector128.Load(source + 2 * Width), d = Vector128.Load(source + 3 * Width);
        Vector128<float> abLow = Sse.UnpackLow(a, b), abHigh = Sse.UnpackHigh(a, b), cdLow = Sse.UnpackLow(c, d), cdHigh = Sse.UnpackHigh(c, d);
        Sse.MoveLowToHigh(abLow, cdLow).Store(destination);
        Sse.MoveHighToLow(cdLow, abLow).Store(destination + Width);
        Sse.MoveLowToHigh(abHigh, cdHigh).Store(destination + 2 * Width);
        Sse.MoveHighToLow(cdHigh, abHigh).Store(destination + 3 * Width);
    }
}
