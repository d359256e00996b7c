using MlPipeline.Network.Data;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Training;

namespace MlPipeline.Network;

/// <summary>Trains a network by mini-batch gradient descent.</summary>
public static class NetworkTrainer
{
    /// <summary>Trains a network in place.</summary>
    /// <param name="network">The network; its weights change.</param>
    /// <param name="training">What to learn.</param>
    /// <param name="options">How.</param>
    /// <param name="validation">Evaluated after every epoch; not learned from.</param>
    /// <param name="observer">Told how it goes.</param>
    /// <param name="cancellation">Looked at after every step.</param>
    /// <returns>The figures of every epoch.</returns>
    /// <exception cref="ArgumentException">A set does not fit the network.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">
    /// Training was canceled; the network keeps the weights of its last step.
    /// </exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be resumed.</exception>
    /// <exception cref="MlPipeline.Foundation.FileWriteException">Training was canceled, and its checkpoint cannot be
    /// written.</exception>
    public static TrainingHistory Fit(
        FeedForwardNetwork network,
        TrainingSet training,
        TrainingOptions options,
        TrainingSet? validation = null,
        ITrainingObserver? observer = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(training);
        return Fit(
            network,
            new CachedRows(training),
            options,
            validation == null ? null : new CachedRows(validation),
            observer,
            cancellation
        );
    }

    /// <summary>As the other, on rows in memory or streamed.</summary>
    internal static TrainingHistory Fit(
        FeedForwardNetwork network,
        RowSource training,
        TrainingOptions options,
        RowSource? validation = null,
        ITrainingObserver? observer = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        training.CheckFits(network, "training");
        validation?.CheckFits(network, "validation");
        options.CheckFits(network, validation != null);

        using var run = new TrainingRun(network, training, options, validation, observer, cancellation);
        return run.Run();
    }

    /// <summary>Mean loss and accuracy of a network over a set.</summary>
    /// <exception cref="ArgumentException">The set does not fit the network.</exception>
    public static Evaluation Evaluate(FeedForwardNetwork network, TrainingSet data, int? maxDegreeOfParallelism = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        var rows = new CachedRows(data);
        rows.CheckFits(network, "evaluation");
        using var team = new WorkerTeam(maxDegreeOfParallelism ?? Environment.ProcessorCount);
        using var evaluator = new Evaluator(network, rows, team);
        return evaluator.Run();
    }
}
