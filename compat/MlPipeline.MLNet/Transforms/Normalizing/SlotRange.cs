using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Transforms;

/// <summary>The smallest and largest number of each slot. A slot that held none has a minimum above its maximum.</summary>
internal sealed class SlotRange<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public SlotRange(int slots)
    {
        Minimum = new T[slots];
        Maximum = new T[slots];
        Array.Fill(Minimum, T.PositiveInfinity);
        Array.Fill(Maximum, T.NegativeInfinity);
    }

    public T[] Minimum { get; }

    public T[] Maximum { get; }

    // Optimized at once: a data set is read in one or two passes, over before the runtime would have recompiled the loop.
    // Comparisons with NaN are false, so NaN changes nothing.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<T> row)
    {
        Span<T> minimum = Minimum.AsSpan(0, row.Length);
        Span<T> maximum = Maximum.AsSpan(0, row.Length);
        ReadOnlySpan<Vector<T>> blocks = MemoryMarshal.Cast<T, Vector<T>>(row);
        Span<Vector<T>> minimumBlocks = MemoryMarshal.Cast<T, Vector<T>>(minimum);
        Span<Vector<T>> maximumBlocks = MemoryMarshal.Cast<T, Vector<T>>(maximum);
        for (int i = 0; i < blocks.Length; i++)
        {
            minimumBlocks[i] = Vector.ConditionalSelect(Vector.LessThan(blocks[i], minimumBlocks[i]), blocks[i], minimumBlocks[i]);
            maximumBlocks[i] = Vector.ConditionalSelect(Vector.GreaterThan(blocks[i], maximumBlocks[i]), blocks[i], maximumBlocks[i]);
        }

        for (int i = blocks.Length * Vector<T>.Count; i < row.Length; i++)
        {
            if (row[i] < minimum[i])
                minimum[i] = row[i];
            if (row[i] > maximum[i])
                maximum[i] = row[i];
        }
    }
}
