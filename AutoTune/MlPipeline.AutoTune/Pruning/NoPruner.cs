namespace MlPipeline.AutoTune.Pruning;

/// <summary>Lets every trial run to its end.</summary>
public sealed class NoPruner : IPruner
{
    /// <inheritdoc/>
    public bool Report(PruningReport report) => false;
}
