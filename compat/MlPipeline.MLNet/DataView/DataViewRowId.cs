using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>
/// A 128-bit identifier of a row: the state of a Murmur3 hash (x64, 128 bits) of where the row comes from. So rows that are
/// made of others get identifiers that almost never collide, without looking at one another.
/// </summary>
public readonly struct DataViewRowId : IComparable<DataViewRowId>, IEquatable<DataViewRowId>
{
    /// <summary>The low 64 bits.</summary>
    public readonly ulong Low;

    /// <summary>The high 64 bits.</summary>
    public readonly ulong High;

    /// <summary>From its two halves.</summary>
    public DataViewRowId(ulong low, ulong high)
    {
        Low = low;
        High = high;
    }

    /// <summary>The identifier of the first of several rows made of this one: the state after 128 more bits, all zero but one.</summary>
    public DataViewRowId Fork() => Hashed(1, 0);

    /// <summary>The identifier of the next of several rows made of one: the state after 128 more bits, all zero.</summary>
    public DataViewRowId Next() => Hashed(0, 0);

    /// <summary>The identifier of a row made of this one and another: the state after the other's fork.</summary>
    public DataViewRowId Combine(DataViewRowId other)
    {
        DataViewRowId fork = other.Fork();
        return Hashed(fork.Low, fork.High);
    }

    /// <inheritdoc/>
    public bool Equals(DataViewRowId other) => Low == other.Low && High == other.High;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataViewRowId other && Equals(other);

    /// <inheritdoc/>
    public int CompareTo(DataViewRowId other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Low, High);

    /// <inheritdoc/>
    public override string ToString() => $"{High:x16}{Low:x16}";

    // One round of Murmur3: the state takes in the 128 bits (k1, k2).
    private DataViewRowId Hashed(ulong k1, ulong k2)
    {
        const ulong C1 = 0x87c37b91114253d5, C2 = 0x4cf5ad432745937f;
        ulong h1 = Low ^ (BitOperations.RotateLeft(k1 * C1, 31) * C2);
        h1 = ((BitOperations.RotateLeft(h1, 27) + High) * 5) + 0x52dce729;
        ulong h2 = High ^ (BitOperations.RotateLeft(k2 * C2, 33) * C1);
        h2 = ((BitOperations.RotateLeft(h2, 31) + h1) * 5) + 0x38495ab5;
        return new DataViewRowId(h1, h2);
    }
}
