using MlPipeline.Network.Augmentation;
using MlPipeline.Network.Randomness;
using MlPipeline.Network.Training;

namespace MlPipeline.Network.Data;

/// <summary>
/// Pictures that are held in memory as they are, and varied anew each epoch by the threads that train.
/// </summary>
/// <param name="pictures">The pictures.</param>
/// <param name="augmenter">Varies them; <see cref="ImageAugmenter.CopiesPerRow"/> rows come of each.</param>
internal sealed class AugmentedRows(CachedRows pictures, ImageAugmenter augmenter) : RowSource
{
    /// <inheritdoc/>
    public override int Rows { get; } = checked(pictures.Rows * augmenter.CopiesPerRow);

    /// <inheritdoc/>
    public override int Width => pictures.Width;

    /// <inheritdoc/>
    public override int ValuesPerRow => pictures.ValuesPerRow;

    /// <inheritdoc/>
    public override BatchSource Batches(int batchSize, RandomStream? shuffling) =>
        new AugmentedBatches(pictures.Set, augmenter, batchSize, shuffling);

    /// <inheritdoc/>
    public override string Fingerprint() =>
        $"{pictures.Fingerprint()}, varied by seed {augmenter.Seed} as {augmenter.Options}";

    /// <inheritdoc/>
    public override void CheckFits(FeedForwardNetwork network, string name) => pictures.CheckFits(network, name);
}
