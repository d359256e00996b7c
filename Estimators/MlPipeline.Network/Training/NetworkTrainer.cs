using System.Diagnostics;
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
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        training.CheckFits(network, "training");
        validation?.CheckFits(network, "validation");

        using var team = new WorkerTeam(options.MaxDegreeOfParallelism ?? Environment.ProcessorCount);
        var step = new TrainingStep(network, options.Optimizer, training, Math.Min(options.BatchSize, training.Rows), team);
        Evaluator? evaluator = validation == null ? null : new Evaluator(network, validation, team);
        var random = new RandomStream(options.Seed, RandomStream.Shuffling);
        int[] order = [.. Enumerable.Range(0, training.Rows)];
        var epochs = new List<EpochResult>(options.Epochs);
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            long started = Stopwatch.GetTimestamp();
            if (options.Shuffle) random.Shuffle(order);
            Evaluation figures = RunEpoch(epoch, step, order, options, observer, cancellation);
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
        data.CheckFits(network, "evaluation");
        using var team = new WorkerTeam(maxDegreeOfParallelism ?? Environment.ProcessorCount);
        return new Evaluator(network, data, team).Run();
    }

    private static Evaluation RunEpoch(int epoch, TrainingStep step, int[] order, TrainingOptions options, ITrainingObserver? observer, CancellationToken cancellation)
    {
        float rate = options.LearningRate ?? OptimizerSpec.DefaultLearningRate(options.Optimizer.Kind);
        int steps = (order.Length + options.BatchSize - 1) / options.BatchSize;
        double loss = 0;
        long correct = 0;
        for (int i = 0; i < steps; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int start = i * options.BatchSize, count = Math.Min(options.BatchSize, order.Length - start);
            (double batchLoss, int batchCorrect) = step.Run(order, start, count, rate);
            if (!double.IsFinite(batchLoss)) throw new TrainingDivergedException(epoch, i + 1, batchLoss / count, rate);
            (loss, correct) = (loss + batchLoss, correct + batchCorrect);
            observer?.OnStep(epoch, i + 1, steps, batchLoss / count);
        }
        return new Evaluation(loss / order.Length, (double)correct / order.Length);
    }
}
