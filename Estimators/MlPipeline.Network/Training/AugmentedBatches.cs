using System.Buffers;
using MlPipeline.Network.Augmentation;
using MlPipeline.Network.Losses;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Training;

/// <summary>
/// Batches of pictures in memory, in a random order of all their variants. Whoever copies a row varies it: so that is
/// done by all threads that train, and nothing is held but the pictures themselves. Epoch e is pass e of the augmenter,
/// from 1.
/// </summary>
internal sealed class AugmentedBatches(
    TrainingSet set,
    ImageAugmenter augmenter,
    int batchSize,
    RandomStream? shuffling
) : BatchSource
{
    private readonly int _variants = augmenter.CopiesPerRow;
    private readonly RowOrder _order = new(checked(set.Rows * augmenter.CopiesPerRow), batchSize, shuffling);
    private int _epoch;

    /// <inheritdoc/>
    public override void BeginEpoch()
    {
        _epoch++;
        _order.BeginEpoch();
    }

    /// <inheritdoc/>
    public override int Next() => _order.Next();

    /// <inheritdoc/>
    public override void Save(BinaryWriter writer)
    {
        writer.Write(_epoch);
        _order.Save(writer);
    }

    /// <inheritdoc/>
    public override void Restore(BinaryReader reader)
    {
        _epoch = reader.ReadInt32();
        _order.Restore(reader);
    }

    /// <inheritdoc/>
    public override void CopyRow(int index, Span<float> destination)
    {
        (int row, int variant) = Math.DivRem(_order[index], _variants);
        float[] rented = ArrayPool<float>.Shared.Rent(destination.Length);
        Span<float> picture = rented.AsSpan(0, destination.Length);
        set.Features.CopyRow(row, picture);
        augmenter.Augment(picture, destination, _epoch, row, variant);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public override Target TargetOf(int index) => set.TargetOf(_order[index] / _variants);

    /// <inheritdoc/>
    public override float WeightOf(int index) => set.WeightOf(_order[index] / _variants);
}
