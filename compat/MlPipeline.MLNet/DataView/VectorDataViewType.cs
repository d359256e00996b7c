using System.Collections.Immutable;
using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>Vectors (<see cref="VBuffer{T}"/>) of a primitive type: of one known size, of known dimensions, or of any size.</summary>
public sealed class VectorDataViewType : StructuredDataViewType
{
    /// <summary>Vectors of <paramref name="size"/> items; of any size where it is 0.</summary>
    public VectorDataViewType(PrimitiveDataViewType itemType, int size = 0)
        : this(itemType, ImmutableArray.Create(size))
    {
    }

    /// <summary>Vectors that are tensors of these dimensions, in row-major order.</summary>
    public VectorDataViewType(PrimitiveDataViewType itemType, params int[] dimensions)
        : this(itemType, ImmutableArray.Create(dimensions ?? throw new ArgumentNullException(nameof(dimensions))))
    {
    }

    /// <summary>Vectors that are tensors of these dimensions, in row-major order.</summary>
    public VectorDataViewType(PrimitiveDataViewType itemType, ImmutableArray<int> dimensions)
        : base(typeof(VBuffer<>).MakeGenericType((itemType ?? throw new ArgumentNullException(nameof(itemType))).RawType))
    {
        if (dimensions.IsDefaultOrEmpty) throw new ArgumentOutOfRangeException(nameof(dimensions), "A vector has at least one dimension.");
        (ItemType, Dimensions, Size) = (itemType, dimensions, SizeOf(dimensions));
    }

    /// <summary>The dimensions; one unless it is a tensor.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>The type of the items.</summary>
    public PrimitiveDataViewType ItemType { get; }

    /// <summary>Whether all vectors have <see cref="Size"/> items.</summary>
    public bool IsKnownSize => Size > 0;

    /// <summary>The number of items, 0 where it varies.</summary>
    public int Size { get; }

    /// <inheritdoc/>
    public override bool Equals(DataViewType? other) =>
        other is VectorDataViewType vector && vector.ItemType.Equals(ItemType) && vector.Dimensions.AsSpan().SequenceEqual(Dimensions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? other) => other is DataViewType type && Equals(type);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RawType, Size, Dimensions.Length);

    /// <inheritdoc/>
    public override string ToString()
    {
        if (!IsKnownSize && Dimensions.Length == 1) return $"VarVector<{ItemType}>";
        IEnumerable<string> sizes = Dimensions.Select(d => d == 0 ? "*" : d.ToString(CultureInfo.InvariantCulture));
        return $"{(IsKnownSize ? "Vector" : "VarVector")}<{ItemType}, {string.Join(", ", sizes)}>";
    }

    // The product of the dimensions; 0 where one of them is unknown.
    private static int SizeOf(ImmutableArray<int> dimensions)
    {
        long size = 1;
        foreach (int dimension in dimensions)
        {
            if (dimension < 0) throw new ArgumentOutOfRangeException(nameof(dimensions), $"Dimensions are {string.Join(", ", dimensions)}; give 0 (unknown) or more.");
            size *= dimension;
            if (size > int.MaxValue) throw new ArgumentOutOfRangeException(nameof(dimensions), $"Dimensions {string.Join(", ", dimensions)} make more than {int.MaxValue} items.");
        }
        return (int)size;
    }
}
