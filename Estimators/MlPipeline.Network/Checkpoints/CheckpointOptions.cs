namespace MlPipeline.Network;

/// <summary>
/// Where and how often a training writes down all it knows, so that it can go on from there. A training that is resumed
/// ends with the same weights, to the last bit, as one that was never interrupted. A training that is canceled writes
/// one last checkpoint, after the step it is in.
/// </summary>
public sealed record CheckpointOptions
{
    /// <summary>The file. It is replaced as a whole: whatever happens, it is the last good checkpoint.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// Epochs from one checkpoint to the next, at least 0; 0: none after epochs. The last epoch has one anyway.
    /// Default: 1.
    /// </summary>
    public int EveryEpochs { get; init; } = 1;

    /// <summary>
    /// Time from one checkpoint to the next, above 0; written after the step in which it is up. Default: none.
    /// </summary>
    public TimeSpan? EveryTime { get; init; }

    /// <summary>
    /// Whether to go on from the file, which must be of the same network, data and options. Only the number of epochs
    /// may be another, at least that of the epochs begun: training goes on to the new number, and says so. The learning
    /// rate then follows the schedule of the new length from there on; so the weights are those of a training that had
    /// this length from the start, to the last bit, where the schedule does not depend on it (constant, step,
    /// exponential, plateau, cosine with epochs of its own). A training that early stopping or a callback has ended
    /// stays ended. Default: false.
    /// </summary>
    public bool Resume { get; init; }

    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Path))
            throw new ArgumentException("Checkpoint.Path is empty; give the name of a file.");
        Require.AtLeast(0, EveryEpochs, "Checkpoint.EveryEpochs");
        if (EveryTime is { } time && time <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(
                "Checkpoint.EveryTime",
                $"Checkpoint.EveryTime is {time}; give a time above 0."
            );
    }
}
