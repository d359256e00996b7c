namespace Microsoft.ML.Data;

/// <summary>How many values a key has; without a number, as many as its type can count.</summary>
public sealed class KeyCount
{
    /// <summary>How many values.</summary>
    public ulong? Count;

    /// <summary>As many as the type can count.</summary>
    public KeyCount()
    {
    }

    /// <summary>So many.</summary>
    public KeyCount(ulong count)
    {
        if (count == 0) throw new ArgumentOutOfRangeException(nameof(count), count, "A key has at least 1 value.");
        Count = count;
    }
}
