namespace MlPipeline.Network;

/// <summary>How a network is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training set, at least 1. Default: 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Rows of a mini-batch, at least 1; the last one of an epoch may be shorter. Default: 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Step size, above 0. Default: what suits the optimizer (<see cref="OptimizerSpec.DefaultLearningRate"/>).</summary>
    public float? LearningRate { get; init; }

    /// <summary>The optimizer. Default: Adam.</summary>
    public OptimizerSpec Optimizer { get; init; } = new();

    /// <summary>Whether rows come in another random order each epoch. Default: true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Of the order of rows. Equal seeds, data and options give equal weights, on any number of threads.</summary>
    public int Seed { get; init; }

    /// <summary>Threads, at least 1. Default: all cores.</summary>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>The first so many layers keep their weights, 0 to the number of hidden layers. Default: 0.</summary>
    public int FrozenLayers { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    internal void Validate()
    {
        Require.AtLeast(1, Epochs, nameof(Epochs));
        Require.AtLeast(1, BatchSize, nameof(BatchSize));
        Require.AtLeast(0, FrozenLayers, nameof(FrozenLayers));
        if (LearningRate is { } rate) Require.Positive(rate, nameof(LearningRate));
        if (MaxDegreeOfParallelism is { } degree) Require.AtLeast(1, degree, nameof(MaxDegreeOfParallelism));
        ArgumentNullException.ThrowIfNull(Optimizer);
        Optimizer.Validate();
    }
}
