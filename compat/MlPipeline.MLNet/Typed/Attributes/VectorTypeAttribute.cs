namespace Microsoft.ML.Data;

/// <summary>The size or dimensions of an array member; without it, vectors of any size.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class VectorTypeAttribute : Attribute
{
    /// <summary>Vectors of any size.</summary>
    public VectorTypeAttribute()
        : this([])
    {
    }

    /// <summary>Vectors of so many items; of any size where it is 0.</summary>
    public VectorTypeAttribute(int size)
        : this([size])
    {
    }

    /// <summary>Vectors that are tensors of these dimensions; 0 for one that is not known.</summary>
    public VectorTypeAttribute(params int[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        if (Array.FindIndex(dimensions, d => d < 0) is >= 0 and int bad)
            throw new ArgumentOutOfRangeException(nameof(dimensions), dimensions[bad], $"Dimension {bad} is negative; give 0 (not known) or more.");
        Dimensions = dimensions.Length == 0 ? [0] : dimensions;
    }

    internal int[] Dimensions { get; }
}
