using MlPipeline.Network.Losses;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Training;

/// <summary>Gives the rows of an epoch batch by batch, every row once.</summary>
internal abstract class BatchSource : IDisposable
{
    /// <summary>Begins again.</summary>
    public abstract void BeginEpoch();

    /// <summary>Goes to the next batch.</summary>
    /// <returns>Its rows; 0 at the end of the epoch.</returns>
    public abstract int Next();

    /// <summary>Copies the features of a row of the batch; safe to call from several threads.</summary>
    public abstract void CopyRow(int index, Span<float> destination);

    /// <summary>The target of a row of the batch, valid until the next; safe to call from several threads.</summary>
    public abstract Target TargetOf(int index);

    /// <summary>How much a row of the batch counts; safe to call from several threads.</summary>
    public abstract float WeightOf(int index);

    /// <summary>Writes the place in the epoch and the order of rows, of this epoch and of those to come.</summary>
    public abstract void Save(BinaryWriter writer);

    /// <summary>Goes to the place where <see cref="Save"/> was: <see cref="Next"/> gives the batch after it.</summary>
    public abstract void Restore(BinaryReader reader);

    /// <inheritdoc/>
    public virtual void Dispose() { }
}

/// <summary>Batches of rows in memory, in a random order of all rows.</summary>
internal sealed class CachedBatches(TrainingSet set, int batchSize, RandomStream? shuffling) : BatchSource
{
    private readonly RowOrder _order = new(set.Rows, batchSize, shuffling);

    /// <inheritdoc/>
    public override void BeginEpoch() => _order.BeginEpoch();

    /// <inheritdoc/>
    public override int Next() => _order.Next();

    /// <inheritdoc/>
    public override void Save(BinaryWriter writer) => _order.Save(writer);

    /// <inheritdoc/>
    public override void Restore(BinaryReader reader) => _order.Restore(reader);

    /// <inheritdoc/>
    public override void CopyRow(int index, Span<float> destination) =>
        set.Features.CopyRow(_order[index], destination);

    /// <inheritdoc/>
    public override Target TargetOf(int index) => set.TargetOf(_order[index]);

    /// <inheritdoc/>
    public override float WeightOf(int index) => set.WeightOf(_order[index]);
}
