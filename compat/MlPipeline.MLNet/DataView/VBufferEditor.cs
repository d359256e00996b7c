using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <summary>Opens a vector's storage for writing, so that it is reused from row to row.</summary>
public static class VBufferEditor
{
    /// <summary>Opens it as it is.</summary>
    public static VBufferEditor<T> CreateFromBuffer<T>(ref VBuffer<T> destination) =>
        Create(ref destination, destination.Length, destination.GetValues().Length, keepOldOnResize: true);

    /// <summary>Opens it for so many items, of which <paramref name="valuesCount"/> are stored (all, where null).</summary>
    /// <param name="destination">The vector whose arrays are reused where they are large enough.</param>
    /// <param name="newLogicalLength">The number of items.</param>
    /// <param name="valuesCount">The number of stored items; all where null.</param>
    /// <param name="maxValuesCapacity">No array is made larger than this.</param>
    /// <param name="keepOldOnResize">Whether old values are copied where an array must grow.</param>
    /// <param name="requireIndicesOnDense">Whether indices are wanted although all items are stored.</param>
    public static VBufferEditor<T> Create<T>(
        ref VBuffer<T> destination,
        int newLogicalLength,
        int? valuesCount = null,
        int? maxValuesCapacity = null,
        bool keepOldOnResize = false,
        bool requireIndicesOnDense = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(newLogicalLength);
        int count = valuesCount ?? newLogicalLength;
        if (count < 0 || count > newLogicalLength) throw new ArgumentOutOfRangeException(nameof(valuesCount), valuesCount, $"A vector of {newLogicalLength} items stores 0 to {newLogicalLength} values.");
        int capacity = Math.Max(count, Math.Min(maxValuesCapacity ?? newLogicalLength, newLogicalLength));
        T[]? values = Sized(destination.ValuesArray, count, capacity, keepOldOnResize, out bool newValues);
        int[]? indices = destination.IndicesArray;
        bool newIndices = false;
        if (count < newLogicalLength || requireIndicesOnDense) indices = Sized(indices, count, capacity, keepOldOnResize, out newIndices);
        return new VBufferEditor<T>(newLogicalLength, count, values, indices, requireIndicesOnDense, newValues, newIndices);
    }

    private static TItem[]? Sized<TItem>(TItem[]? array, int count, int capacity, bool keep, out bool made)
    {
        made = (array?.Length ?? 0) < count;
        if (!made) return array;
        int grown = Math.Min(Math.Max(count, 2 * (array?.Length ?? 0)), Math.Max(count, capacity));
        if (!keep || array == null) return new TItem[grown];
        Array.Resize(ref array, grown);
        return array;
    }
}

/// <summary>A vector's storage, open for writing until <see cref="Commit"/>.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "The public surface is ML.NET's.")]
public readonly ref struct VBufferEditor<T>
{
    private readonly int _length;
    private readonly T[]? _values;
    private readonly int[]? _indices;

    /// <summary>The stored values.</summary>
    public readonly Span<T> Values;

    /// <summary>Their indices; empty where the vector is dense.</summary>
    public readonly Span<int> Indices;

    internal VBufferEditor(int length, int count, T[]? values, int[]? indices, bool indicesOnDense, bool createdNewValues, bool createdNewIndices)
    {
        (_length, _values, _indices) = (length, values, indices);
        Values = values.AsSpan(0, count);
        Indices = count < length || indicesOnDense ? indices.AsSpan(0, count) : default;
        (CreatedNewValues, CreatedNewIndices) = (createdNewValues, createdNewIndices);
    }

    /// <summary>Whether the values are a new array.</summary>
    public bool CreatedNewValues { get; }

    /// <summary>Whether the indices are a new array.</summary>
    public bool CreatedNewIndices { get; }

    /// <summary>The vector.</summary>
    public VBuffer<T> Commit() => new(_length, Values.Length, _values!, _indices!);

    /// <summary>The vector with only the first <paramref name="physicalValuesCount"/> stored values.</summary>
    public VBuffer<T> CommitTruncated(int physicalValuesCount) => new(_length, physicalValuesCount, _values!, _indices!);
}
