using System.Runtime.Intrinsics;

namespace MlPipeline.Network.Kernels;

/// <summary>
/// The layout of a matrix that a kernel reads from the right: columns in panels of <see cref="Width"/>, each panel's
/// rows one after the other. A kernel walks it in address order; missing columns of the last panel are zero.
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

    /// <summary>
    /// Where element (<paramref name="row"/>, <paramref name="column"/>) of a matrix of <paramref name="rows"/> rows
    /// lies.
    /// </summary>
    public static int Offset(int rows, int row, int column) => (column / Width * rows + row) * Width + column % Width;

    /// <summary>
    /// Packs a matrix given by strides, one of them 1: element (k, j) at <c>source[k * rowStride + j *
    /// columnStride]</c>.
    /// </summary>
    public static void Pack(float* source, nint rowStride, nint columnStride, int rows, int columns, float* panels)
    {
        nint panelLength = (nint)rows * Width;
        int whole = columns / Width * Width;
        if (whole < columns)
            new Span<float>(panels + whole * (nint)rows, rows * Width).Clear();
        if (columnStride != 1)
        {
            for (int j = 0; j < columns; j += Width)
                Transposition.Copy(
                    source + j * columnStride,
                    columnStride,
                    Math.Min(Width, columns - j),
                    rows,
                    panels + j * (nint)rows,
                    Width
                );
            return;
        }
        // Row by row: memory is read in its order.
        for (int k = 0; k < rows; k++)
        {
            float* from = source + k * rowStride;
            float* to = panels + (nint)k * Width;
            for (int j = 0; j < whole; j += Width, to += panelLength)
                CopyPanelRow(from + j, to);
            new ReadOnlySpan<float>(from + whole, columns - whole).CopyTo(new Span<float>(to, columns - whole));
        }
    }

    private static void CopyPanelRow(float* from, float* to)
    {
        for (int i = 0; i < Width; i += 8)
            Vector256.Load(from + i).Store(to + i);
    }
}
