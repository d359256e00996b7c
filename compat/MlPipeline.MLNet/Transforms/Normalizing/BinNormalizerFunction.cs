using System.Collections.Immutable;
using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>bin(x) / density − offset, where a slot's offset is what zero would map to, or zero.</summary>
internal sealed class BinNormalizerFunction<T> : NormalizerFunction<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[][] _upperBounds;
    private readonly bool _fixZero;
    private readonly T[] _density;
    private readonly T[] _offset;

    public BinNormalizerFunction(T[][] upperBounds, bool fixZero)
        : base(upperBounds.Length)
    {
        _upperBounds = upperBounds;
        _fixZero = fixZero;
        _density = [.. upperBounds.Select(bounds => T.CreateTruncating(Math.Max(1, bounds.Length - 1)))];
        _offset = new T[upperBounds.Length];
        if (fixZero)
            _offset = [.. upperBounds.Select((_, slot) => MapAt(slot, T.Zero))];
    }

    protected override bool KeepsZero => _fixZero;

    public override T MapAt(int slot, T value)
    {
        if (T.IsNaN(value))
            return value;
        return (T.CreateTruncating(BinOf(_upperBounds[slot], value)) / _density[slot]) - _offset[slot];
    }

    public override NormalizingTransformer.NormalizerModelParametersBase GetParameters(bool isVector)
        => isVector
            ? new NormalizingTransformer.BinNormalizerModelParameters<ImmutableArray<T>>(
                [.. _upperBounds.Select(bounds => bounds.ToImmutableArray())], [.. _density], [.. _offset])
            : new NormalizingTransformer.BinNormalizerModelParameters<T>([.. _upperBounds[0]], _density[0], _offset[0]);

    public override void Save(ModelSaveContext ctx) => BinNormalizerFormat.Save(ctx, _upperBounds, _fixZero);

    // The first bin whose upper bound is not below the value; the last bound is infinite.
    private static int BinOf(T[] upperBounds, T value)
    {
        int low = 0;
        int high = upperBounds.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (upperBounds[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
