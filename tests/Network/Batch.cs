using MlPipeline.Network.Training;

namespace MlPipeline.Network.Tests;

/// <summary>Batches for tests of single steps.</summary>
internal static class Batch
{
    /// <summary>All rows as one batch, in their order.</summary>
    public static BatchSource All(TrainingSet set)
    {
        var batches = new CachedBatches(set, set.Rows, shuffling: null);
        batches.BeginEpoch();
        batches.Next();
        return batches;
    }
}
