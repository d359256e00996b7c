using System.Diagnostics;
using MlPipeline.Network.Data;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Randomness;
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
    /// <exception cref="OperationCanceledException">Training was canceled; the network keeps the weights of its last step.</exception>
    public static TrainingHistory Fit(
        FeedForwardNetwork network,
        TrainingSet training,
        TrainingOptions options,
        TrainingSet? validation = null,
        ITrainingObserver? observer = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        return Fit(network, new CachedRows(training), options, validation == null ? null : new CachedRows(validation), observer, cancellation);
    }

    /// <summary>As the other, on rows in memory or streamed.</summary>
    internal static TrainingHistory Fit(
        FeedForwardNetwork network,
        RowSource training,
        TrainingOptions options,
        RowSource? validation = null,
        ITrainingObserver? observer = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.FrozenLayers >= network.LayerCount)
            throw new ArgumentOutOfRangeException(nameof(options), $"FrozenLayers is {options.FrozenLayers}; the network has {network.LayerCount - 1} hidden layers, and its last layer always learns.");
        training.CheckFits(network, "training");
        validation?.CheckFits(network, "validation");

        using var team = new WorkerTeam(options.MaxDegreeOfParallelism ?? Environment.ProcessorCount);
        int batchSize = Math.Min(options.BatchSize, training.Rows);
        using BatchSource batches = training.Batches(batchSize, options.Shuffle ? new RandomStream(options.Seed, RandomStream.Shuffling) : null);
        using Evaluator? evaluator = validation == null ? null : new Evaluator(network, validation, team);
        var step = new TrainingStep(network, options.Optimizer, batchSize, team, options.FrozenLayers);
        var epochs = new List<EpochResult>(options.Epochs);
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            long started = Stopwatch.GetTimestamp();
            cancellation.ThrowIfCancellationRequested();
            batches.BeginEpoch();
            Evaluation figures = RunEpoch(epoch, step, batches, training.Rows, options, observer, cancellation);
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (!network.Loss.HasAccuracy) figures = figures with { Accuracy = double.NaN };
            var result = new EpochResult(epoch, figures, evaluator?.Run(), seconds, training.Rows / seconds);
            epochs.Add(result);
            observer?.OnEpoch(result);
        }
        return new TrainingHistory(epochs);
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

    private static Evaluation RunEpoch(int epoch, TrainingStep step, BatchSource batches, int rows, TrainingOptions options, ITrainingObserver? observer, CancellationToken cancellation)
    {
        float rate = options.LearningRate ?? OptimizerSpec.DefaultLearningRate(options.Optimizer.Kind);
        int steps = (int)(((long)rows + options.BatchSize - 1) / options.BatchSize);
        double loss = 0;
        long correct = 0;
        for (int i = 0; batches.Next() is var count and > 0; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            (double batchLoss, int batchCorrect) = step.Run(batches, count, rate);
            if (!double.IsFinite(batchLoss)) throw new TrainingDivergedException(epoch, i + 1, batchLoss / count, rate);
            (loss, correct) = (loss + batchLoss, correct + batchCorrect);
            observer?.OnStep(epoch, i + 1, steps, batchLoss / count);
        }
        return new Evaluation(loss / rows, (double)correct / rows);
    }
}
