using MlPipeline.Network.Augmentation;
using MlPipeline.Network.Randomness;
using MlPipeline.Network.Training;

namespace MlPipeline.Network.Data;

/// <summary>Pictures that are held in memory as they are, and varied anew each epoch by the threads that train.</summary>
/// <param name="set">The pictures.</param>
/// <param name="augmenter">Varies them; <see cref="ImageAugmenter.RowsPerRow"/> rows come of each.</param>
internal sealed class AugmentedRows(TrainingSet set, ImageAugmenter augmenter) : RowSource
{
    /// <inheritdoc/>
    public override int Rows { get; } = checked(set.Rows * augmenter.RowsPerRow);

    /// <inheritdoc/>
    public override int Width => set.Features.Width;

    /// <inheritdoc/>
    public override int ValuesPerRow => set.ValuesPerRow;

    /// <inheritdoc/>
    public override BatchSource Batches(int batchSize, RandomStream? shuffling) => new AugmentedBatches(set, augmenter, batchSize, shuffling);

    /// <inheritdoc/>
    public override string Fingerprint() => $"{new CachedRows(set).Fingerprint()}, augmented with seed {augmenter.Seed} by {augmenter.Options}";
}
