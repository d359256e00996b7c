using System.Numerics;
using System.Runtime.InteropServices;

namespace MlPipeline.Network.Kernels;

/// <summary>Norms of the columns of a panel: of the weights that come into one unit.</summary>
internal static class ColumnNorms
{
    /// <summary>Scales every column whose Euclidean norm is above <paramref name="most"/> down to it.</summary>
    /// <param name="panel">[rows, 32].</param>
    /// <param name="most">The largest norm allowed, above 0.</param>
    public static void Limit(Span<float> panel, float most)
    {
        if (panel.Length % Panels.Width != 0)
            throw new ArgumentException(
                $"A panel holds whole rows of {Panels.Width}; got {panel.Length} floats.",
                nameof(panel)
            );
        for (int column = 0; column < Panels.Width; column += Vector<float>.Count)
            LimitColumns(panel, column, most);
    }

    private static void LimitColumns(Span<float> panel, int column, float most)
    {
        ref float first = ref MemoryMarshal.GetReference(panel);
        Vector<float> squares = default;
        for (nuint i = (nuint)column; i < (nuint)panel.Length; i += Panels.Width)
        {
            var w = Vector.LoadUnsafe(ref first, i);
            squares += w * w;
        }
        Vector<float> norms = Vector.SquareRoot(squares);
        Vector<float> limit = new(most);
        if (Vector.LessThanOrEqualAll(norms, limit))
            return;
        Vector<float> factor = Vector.ConditionalSelect(
            Vector.GreaterThan(norms, limit),
            limit / norms,
            Vector<float>.One
        );
        for (nuint i = (nuint)column; i < (nuint)panel.Length; i += Panels.Width)
            (Vector.LoadUnsafe(ref first, i) * factor).StoreUnsafe(ref first, i);
    }
}
