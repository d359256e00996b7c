using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlPipeline.Network.Kernels;

/// <summary>Transposed copies of blocks of matrices.</summary>
internal static unsafe class Transposition
{
    /// <summary>
    /// <c>destination[j, i] = source[i, j]</c> for i below <paramref name="rows"/> and j below
    /// <paramref name="columns"/>.
    /// </summary>
    /// <param name="source">The first element.</param>
    /// <param name="sourceRow">Floats from one row of the source to the next.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="destination">Where the first element goes.</param>
    /// <param name="destinationRow">Floats from one row of the destination to the next.</param>
    public static void Copy(
        float* source,
        nint sourceRow,
        int rows,
        int columns,
        float* destination,
        nint destinationRow
    )
    {
        // Four by four in registers where there are four left of both; a float at a time at the edges.
        int wholeRows = Sse.IsSupported ? rows & ~3 : 0;
        int wholeColumns = Sse.IsSupported ? columns & ~3 : 0;
        for (int i = 0; i < wholeRows; i += 4)
        for (int j = 0; j < wholeColumns; j += 4)
            Copy4x4(source + i * sourceRow + j, sourceRow, destination + j * destinationRow + i, destinationRow);
        for (int i = 0; i < rows; i++)
        for (int j = i < wholeRows ? wholeColumns : 0; j < columns; j++)
            destination[j * destinationRow + i] = source[i * sourceRow + j];
    }

    private static void Copy4x4(float* source, nint sourceRow, float* destination, nint destinationRow)
    {
        Vector128<float> a = Vector128.Load(source);
        Vector128<float> b = Vector128.Load(source + sourceRow);
        Vector128<float> c = Vector128.Load(source + 2 * sourceRow);
        Vector128<float> d = Vector128.Load(source + 3 * sourceRow);
        Vector128<float> abLow = Sse.UnpackLow(a, b);
        Vector128<float> abHigh = Sse.UnpackHigh(a, b);
        Vector128<float> cdLow = Sse.UnpackLow(c, d);
        Vector128<float> cdHigh = Sse.UnpackHigh(c, d);
        Sse.MoveLowToHigh(abLow, cdLow).Store(destination);
        Sse.MoveHighToLow(cdLow, abLow).Store(destination + destinationRow);
        Sse.MoveLowToHigh(abHigh, cdHigh).Store(destination + 2 * destinationRow);
        Sse.MoveHighToLow(cdHigh, abHigh).Store(destination + 3 * destinationRow);
    }
}
