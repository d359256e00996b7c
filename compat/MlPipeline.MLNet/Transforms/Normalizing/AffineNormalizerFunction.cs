using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Transforms;

/// <summary>(x − offset) · scale.</summary>
internal sealed class AffineNormalizerFunction<T>(T[] scale, T[]? offset) : NormalizerFunction<T>(scale.Length)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    protected override bool KeepsZero { get; } = offset is null;

    public override T MapAt(int slot, T value) => (offset is null ? value : value - offset[slot]) * scale[slot];

    // Optimized at once: a data set is read in one or two passes, over before the runtime would have recompiled the loop.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Map(ReadOnlySpan<T> source, Span<T> destination)
    {
        ReadOnlySpan<Vector<T>> from = MemoryMarshal.Cast<T, Vector<T>>(source);
        Span<Vector<T>> to = MemoryMarshal.Cast<T, Vector<T>>(destination);
        ReadOnlySpan<Vector<T>> scales = MemoryMarshal.Cast<T, Vector<T>>(scale);
        if (offset is null)
        {
            for (int i = 0; i < from.Length; i++)
                to[i] = from[i] * scales[i];
        }
        else
        {
            ReadOnlySpan<Vector<T>> offsets = MemoryMarshal.Cast<T, Vector<T>>(offset);
            for (int i = 0; i < from.Length; i++)
                to[i] = (from[i] - offsets[i]) * scales[i];
        }

        for (int i = from.Length * Vector<T>.Count; i < source.Length; i++)
            destination[i] = MapAt(i, source[i]);
    }

    public override NormalizingTransformer.NormalizerModelParametersBase GetParameters(bool isVector)
        => isVector
            ? new NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<T>>([.. scale], offset is null ? [] : [.. offset])
            : new NormalizingTransformer.AffineNormalizerModelParameters<T>(scale[0], offset is null ? T.Zero : offset[0]);

    public override void Save(ModelSaveContext ctx) => AffineNormalizerFormat.Save(ctx, scale, offset);
}
