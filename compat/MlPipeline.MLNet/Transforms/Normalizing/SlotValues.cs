using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Transforms;

/// <summary>All numbers of each slot. Zeros, of which images are full, are only counted.</summary>
internal sealed class SlotValues<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<T>[] _values;
    private readonly int[] _zeros;

    public SlotValues(int slots)
    {
        _values = new List<T>[slots];
        _zeros = new int[slots];
        for (int i = 0; i < slots; i++)
            _values[i] = [];
    }

    public void Add(ReadOnlySpan<T> row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] == T.Zero)
                _zeros[i]++;
            else if (!T.IsNaN(row[i]))
                _values[i].Add(row[i]);
        }
    }

    /// <summary>The distinct numbers of a slot in ascending order, and how often each came.</summary>
    public (T[] Values, int[] Counts) Distinct(int slot)
    {
        Span<T> sorted = Sorted(slot);
        var values = new List<T>();
        var counts = new List<int>();
        int zeros = _zeros[slot];
        for (int i = 0; i <= sorted.Length; i++)
        {
            if (zeros > 0 && (i == sorted.Length || sorted[i] > T.Zero))
            {
                values.Add(T.Zero);
                counts.Add(zeros);
                zeros = 0;
            }

            if (i == sorted.Length)
                break;

            if (values.Count > 0 && values[^1] == sorted[i])
            {
                counts[^1]++;
            }
            else
            {
                values.Add(sorted[i]);
                counts.Add(1);
            }
        }

        return ([.. values], [.. counts]);
    }

    /// <summary>The middle number of a slot, or the mean of the middle two; zero when there is none.</summary>
    public T Median(int slot)
    {
        Span<T> sorted = Sorted(slot);
        int count = sorted.Length + _zeros[slot];
        if (count == 0)
            return T.Zero;
        int negatives = sorted.BinarySearch(T.Zero);
        T upper = At(sorted, ~negatives, _zeros[slot], count / 2);
        return count % 2 == 1 ? upper : (At(sorted, ~negatives, _zeros[slot], (count / 2) - 1) + upper) / (T.One + T.One);
    }

    private static T At(ReadOnlySpan<T> sorted, int negatives, int zeros, int index)
        => index < negatives ? sorted[index] : index < negatives + zeros ? T.Zero : sorted[index - zeros];

    private Span<T> Sorted(int slot)
    {
        Span<T> values = CollectionsMarshal.AsSpan(_values[slot]);
        values.Sort();
        return values;
    }
}
