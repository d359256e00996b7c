namespace Microsoft.ML.Data;

/// <summary>
/// The order in which one of several cursors visits rows that can be reached by number: batches of rows are dealt out
/// to the cursors in turn, in order or shuffled, and a batch's number says where its rows belong.
/// </summary>
internal sealed class RowSequence
{
    private const int BatchSize = 64;

    private readonly int[]? _permutation;
    private readonly int _count, _parts;
    private int _next, _batchEnd;

    private RowSequence(int count, int part, int parts, int[]? permutation)
    {
        (_count, _parts, _permutation) = (count, parts, permutation);
        Batch = part - (long)parts;
    }

    /// <summary>The batch of the current row.</summary>
    public long Batch { get; private set; }

    /// <summary>The current row's number.</summary>
    public int Row { get; private set; } = -1;

    /// <summary>The orders of several cursors that together visit every row once.</summary>
    public static RowSequence[] Create(int count, int parts, Random? rand)
    {
        parts = Math.Clamp(parts, 1, Math.Max(1, (count + BatchSize - 1) / BatchSize));
        int[]? permutation = null;
        if (rand != null)
        {
            permutation = new int[count];
            for (int i = 0; i < count; i++) permutation[i] = i;
            rand.Shuffle(permutation);
        }
        return [.. Enumerable.Range(0, parts).Select(part => new RowSequence(count, part, parts, permutation))];
    }

    /// <summary>Goes to the next row; false past the last.</summary>
    public bool MoveNext()
    {
        if (_next == _batchEnd)
        {
            long first = (Batch + _parts) * BatchSize;
            if (first >= _count) return false;
            Batch += _parts;
            (_next, _batchEnd) = ((int)first, (int)Math.Min(first + BatchSize, _count));
        }
        Row = _permutation == null ? _next : _permutation[_next];
        _next++;
        return true;
    }
}
