using MlPipeline.Network.Checkpoints;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Training;

/// <summary>The order in which rows come, cut into batches: another random one each epoch, or their own.</summary>
/// <param name="rows">Number of rows.</param>
/// <param name="batchSize">Rows of a batch; the last may have fewer.</param>
/// <param name="shuffling">Orders the rows of each epoch; they come in their own order where null.</param>
internal sealed class RowOrder(int rows, int batchSize, RandomStream? shuffling)
{
    private readonly int[] _order = [.. Enumerable.Range(0, rows)];
    private int _start;
    private int _end;

    /// <summary>The number of a row of the batch.</summary>
    public int this[int index] => _order[_start + index];

    /// <summary>Begins again, in another order.</summary>
    public void BeginEpoch()
    {
        shuffling?.Shuffle(_order);
        _start = 0;
        _end = 0;
    }

    /// <summary>Goes to the next batch.</summary>
    /// <returns>Its rows; 0 at the end of the epoch.</returns>
    public int Next()
    {
        _start = _end;
        _end = Math.Min(_end + batchSize, _order.Length);
        return _end - _start;
    }

    /// <summary>Writes the place in the epoch and the order of rows.</summary>
    public void Save(BinaryWriter writer)
    {
        shuffling?.Save(writer);
        writer.WriteBlock<int>(_order);
        writer.Write(_end);
    }

    /// <summary>Goes to the place where <see cref="Save"/> was.</summary>
    public void Restore(BinaryReader reader)
    {
        shuffling?.Restore(reader);
        reader.ReadBlock<int>(_order);
        _start = _end = reader.ReadInt32();
    }
}
