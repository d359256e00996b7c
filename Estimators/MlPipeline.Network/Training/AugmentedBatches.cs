using System.Buffers;
using MlPipeline.Network.Augmentation;
using MlPipeline.Network.Checkpoints;
using MlPipeline.Network.Losses;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Training;

/// <summary>
/// Batches of pictures in memory, in a random order of all their variants. Whoever copies a row varies it: so that is done by
/// all threads that train, and nothing is held but the pictures themselves. Epoch e is pass e of the augmenter, from 1.
/// </summary>
internal sealed class AugmentedBatches(TrainingSet set, ImageAugmenter augmenter, int batchSize, RandomStream? shuffling) : BatchSource
{
    private readonly int _variants = augmenter.RowsPerRow;
    private readonly int[] _order = [.. Enumerable.Range(0, checked(set.Rows * augmenter.RowsPerRow))];
    private int _start, _end, _epoch;

    /// <inheritdoc/>
    public override void BeginEpoch()
    {
        shuffling?.Shuffle(_order);
        _epoch++;
        (_start, _end) = (0, 0);
    }

    /// <inheritdoc/>
    public override int Next()
    {
        (_start, _end) = (_end, Math.Min(_end + batchSize, _order.Length));
        return _end - _start;
    }

    /// <inheritdoc/>
    public override void CopyRow(int index, Span<float> destination)
    {
        (int row, int variant) = Math.DivRem(_order[_start + index], _variants);
        float[] rented = ArrayPool<float>.Shared.Rent(destination.Length);
        Span<float> picture = rented.AsSpan(0, destination.Length);
        set.Features.CopyRow(row, picture);
        augmenter.Augment(picture, destination, _epoch, row, variant);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public override void Save(BinaryWriter writer)
    {
        shuffling?.Save(writer);
        writer.WriteBlock<int>(_order);
        writer.Write(_end);
        writer.Write(_epoch);
    }

    /// <inheritdoc/>
    public override void Restore(BinaryReader reader)
    {
        shuffling?.Restore(reader);
        reader.ReadBlock<int>(_order);
        _start = _end = reader.ReadInt32();
        _epoch = reader.ReadInt32();
    }

    /// <inheritdoc/>
    public override float WeightOf(int index) => set.WeightOf(_order[_start + index] / _variants);

    /// <inheritdoc/>
    public override Target TargetOf(int index) => set.TargetOf(_order[_start + index] / _variants);
}
