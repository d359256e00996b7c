namespace Microsoft.ML.Data;

/// <summary>A category, stored as an unsigned number from 1 to <see cref="Count"/>; 0 stands for a missing value.</summary>
public sealed class KeyDataViewType : PrimitiveDataViewType
{
    /// <summary>Keys of an unsigned integer type, of so many categories.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type is not unsigned, or cannot count that far.</exception>
    public KeyDataViewType(Type type, ulong count)
        : base(type)
    {
        if (!IsValidDataType(type)) throw new ArgumentOutOfRangeException(nameof(type), type, "Keys are byte, ushort, uint or ulong.");
        ulong most = type == typeof(byte) ? byte.MaxValue : type == typeof(ushort) ? ushort.MaxValue : type == typeof(uint) ? uint.MaxValue : ulong.MaxValue;
        if (count == 0 || count > most) throw new ArgumentOutOfRangeException(nameof(count), count, $"Keys of type {type.Name} count from 1 to {most}.");
        Count = count;
    }

    /// <summary>Keys of an unsigned integer type, of so many categories.</summary>
    public KeyDataViewType(Type type, int count)
        : this(type, count > 0 ? (ulong)count : throw new ArgumentOutOfRangeException(nameof(count), count, "Keys count at least 1 category."))
    {
    }

    /// <summary>The number of categories.</summary>
    public ulong Count { get; }

    /// <summary>Whether keys can be of this .NET type.</summary>
    public static bool IsValidDataType(Type type) => type == typeof(byte) || type == typeof(ushort) || type == typeof(uint) || type == typeof(ulong);

    /// <inheritdoc/>
    public override bool Equals(DataViewType? other) => other is KeyDataViewType key && key.RawType == RawType && key.Count == Count;

    /// <inheritdoc/>
    public override bool Equals(object? other) => other is DataViewType type && Equals(type);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RawType, Count);

    /// <inheritdoc/>
    public override string ToString() => $"Key<{RawType.Name}, 0-{Count - 1}>";
}
