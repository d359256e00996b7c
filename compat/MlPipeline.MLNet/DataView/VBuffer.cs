using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <summary>
/// A vector, dense (all values) or sparse (some values and their indices, ascending; the rest are default). Getters fill
/// a caller's buffer in place, so one that is passed again and again allocates nothing.
/// </summary>
[SuppressMessage("Performance", "CA1815", Justification = "The public surface is ML.NET's.")]
public readonly struct VBuffer<T> : IEnumerable
{
    private readonly T[]? _values;
    private readonly int[]? _indices;
    private readonly int _count;

    /// <summary>The number of items, those not stored included.</summary>
    public readonly int Length;

    /// <summary>A dense vector on an array.</summary>
    public VBuffer(int length, T[] values, int[]? indices = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if ((values?.Length ?? 0) < length) throw new ArgumentException($"A dense vector of {length} items needs as many values; got {values?.Length ?? 0}.", nameof(values));
        (Length, _count, _values, _indices) = (length, length, values, indices);
    }

    /// <summary>A vector on arrays: sparse where <paramref name="count"/> is below <paramref name="length"/>.</summary>
    public VBuffer(int length, int count, T[] values, int[] indices)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (count < 0 || count > length) throw new ArgumentOutOfRangeException(nameof(count), count, $"A vector of {length} items stores 0 to {length} values.");
        if ((values?.Length ?? 0) < count) throw new ArgumentException($"{count} values are needed; got {values?.Length ?? 0}.", nameof(values));
        if (count != length && (indices?.Length ?? 0) < count) throw new ArgumentException($"{count} indices are needed; got {indices?.Length ?? 0}.", nameof(indices));
        (Length, _count, _values, _indices) = (length, count, values, indices);
    }

    /// <summary>Whether all values are stored.</summary>
    public bool IsDense => _count == Length;

    internal T[]? ValuesArray => _values;

    internal int[]? IndicesArray => _indices;

    /// <summary>The stored values.</summary>
    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);

    /// <summary>The indices of the stored values; empty where dense.</summary>
    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    /// <summary>The item at an index.</summary>
    public T GetItemOrDefault(int index)
    {
        T value = default!;
        GetItemOrDefault(index, ref value);
        return value;
    }

    /// <summary>The item at an index.</summary>
    public void GetItemOrDefault(int index, ref T destination)
    {
        if ((uint)index >= (uint)Length) throw new ArgumentOutOfRangeException(nameof(index), index, $"The vector has {Length} items.");
        int place = IsDense ? index : Array.BinarySearch(_indices!, 0, _count, index);
        destination = place >= 0 ? _values![place] : default!;
    }

    /// <summary>All items in order.</summary>
    public IEnumerable<T> DenseValues()
    {
        int next = 0;
        for (int i = 0; i < Length; i++)
        {
            if (IsDense) yield return _values![i];
            else if (next < _count && _indices![next] == i) yield return _values![next++];
            else yield return default!;
        }
    }

    /// <summary>The stored items, or all, with their indices.</summary>
    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false)
    {
        if (all) return DenseValues().Select((value, i) => new KeyValuePair<int, T>(i, value));
        VBuffer<T> self = this;
        return Enumerable.Range(0, _count).Select(i => new KeyValuePair<int, T>(self.IsDense ? i : self._indices![i], self._values![i]));
    }

    /// <inheritdoc/>
    public IEnumerator GetEnumerator() => Items(all: true).GetEnumerator();

    /// <summary>Copies all items, the absent ones as default.</summary>
    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    /// <summary>Copies all items to <paramref name="destinationIndex"/> and on.</summary>
    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default!)
    {
        Span<T> target = destination.Slice(destinationIndex, Length);
        ReadOnlySpan<T> values = GetValues();
        if (IsDense)
        {
            values.CopyTo(target);
            return;
        }
        ReadOnlySpan<int> indices = _indices.AsSpan(0, values.Length);
        if (values.Overlaps(target))
        {
            SpreadInPlace(values, indices, target, defaultValue);
            return;
        }
        target.Fill(defaultValue);
        for (int i = 0; i < indices.Length; i++) target[indices[i]] = values[i];
    }

    /// <summary>Copies into another vector, as dense or sparse as this.</summary>
    public void CopyTo(ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        if (!IsDense) GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    /// <summary>Copies into another vector, made dense.</summary>
    public void CopyToDense(ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    /// <summary>Copies a range of items into another vector.</summary>
    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        if (sourceIndex < 0 || length < 0 || sourceIndex > Length - length) throw new ArgumentOutOfRangeException(nameof(sourceIndex), sourceIndex, $"The vector has {Length} items.");
        if (IsDense)
        {
            VBufferEditor<T> dense = VBufferEditor.Create(ref destination, length);
            GetValues().Slice(sourceIndex, length).CopyTo(dense.Values);
            destination = dense.Commit();
            return;
        }
        ReadOnlySpan<int> indices = GetIndices();
        int first = LowerBound(indices, sourceIndex), count = LowerBound(indices, sourceIndex + length) - first;
        VBufferEditor<T> sparse = VBufferEditor.Create(ref destination, length, count);
        GetValues().Slice(first, count).CopyTo(sparse.Values);
        if (count < length)
            for (int i = 0; i < count; i++) sparse.Indices[i] = indices[first + i] - sourceIndex;
        destination = sparse.Commit();
    }

    /// <summary>Copies part of an array into a vector, which becomes dense.</summary>
    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    /// <inheritdoc/>
    public override string ToString() => IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {_count} explicit values";

    // Where values lie in what they are spread over (a vector made dense in its own array), the last goes first: an item's
    // place is never before its value's, so nothing is overwritten unread.
    private static void SpreadInPlace(ReadOnlySpan<T> values, ReadOnlySpan<int> indices, Span<T> target, T defaultValue)
    {
        int end = target.Length;
        for (int i = indices.Length - 1; i >= 0; i--)
        {
            int place = indices[i];
            target[place] = values[i];
            target[(place + 1)..end].Fill(defaultValue);
            end = place;
        }
        target[..end].Fill(defaultValue);
    }

    private static int LowerBound(ReadOnlySpan<int> indices, int value)
    {
        int place = indices.BinarySearch(value);
        return place >= 0 ? place : ~place;
    }
}
