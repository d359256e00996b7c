namespace MlPipeline.Network.Layers;

/// <summary>
/// A view of a [count, width] matrix in somebody's buffer; rows are <see cref="Stride"/> floats apart.
/// </summary>
internal readonly unsafe struct Rows(float* pointer, int count, int stride)
{
    public readonly float* Pointer = pointer;
    public readonly int Count = count;
    public readonly int Stride = stride;

    /// <summary>Rows <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/>.</summary>
    public Rows Slice(int start, int count) => new(At(start), count, Stride);

    /// <summary>The first float of a row.</summary>
    public float* At(int index) => Pointer + (nint)index * Stride;

    /// <summary>One row, padding included.</summary>
    public Span<float> Row(int index) => new(At(index), Stride);

    /// <summary>All rows, padding included.</summary>
    public Span<float> Span => new(Pointer, checked(Count * Stride));
}
