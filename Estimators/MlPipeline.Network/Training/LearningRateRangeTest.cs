using System.Globalization;
using MlPipeline.Network.Data;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Randomness;
using MlPipeline.Network.Training;

namespace MlPipeline.Network;

/// <summary>
/// The learning-rate range test (Smith 2017): a few steps of training with a learning rate that grows from tiny to huge
/// by the same factor each step. Where the loss falls fastest is a good learning rate; where it rises again, one that
/// is too high.
/// </summary>
public static class LearningRateRangeTest
{
    // Memory of the moving average, and the multiple of its lowest value at which a test is over.
    private const double Smoothing = 0.9;
    private const double Explosion = 4;

    /// <summary>Runs a test. The network itself is left as it is: a copy is trained.</summary>
    /// <param name="network">The network to begin from.</param>
    /// <param name="training">What to learn.</param>
    /// <param name="options">
    /// How; its learning rate, schedule, epochs, early stopping and checkpoints have no say here.
    /// </param>
    /// <param name="from">The first learning rate, above 0.</param>
    /// <param name="to">The last, above the first.</param>
    /// <param name="steps">Steps, at least 10.</param>
    /// <param name="cancellation">Looked at after every step.</param>
    /// <exception cref="ArgumentException">The set does not fit the network.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static LearningRateRange Run(
        FeedForwardNetwork network,
        TrainingSet training,
        TrainingOptions options,
        double from = 1e-6,
        double to = 10,
        int steps = 100,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(training);
        return Run(network, new CachedRows(training), options, from, to, steps, cancellation);
    }

    /// <summary>As the other, on rows in memory or streamed.</summary>
    internal static LearningRateRange Run(
        FeedForwardNetwork network,
        RowSource training,
        TrainingOptions options,
        double from,
        double to,
        int steps,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        Validate(from, to, steps);
        options = options with { LearningRate = null, Schedule = new ConstantSchedule(), EarlyStopping = null };
        options.Validate();
        options.CheckFits(network, hasValidation: false);
        training.CheckFits(network, "training");

        var copy = FeedForwardNetwork.Empty(network.Spec);
        network.Parameters.Span.CopyTo(copy.Parameters.Span);
        int batchSize = Math.Min(options.BatchSize, training.Rows);
        using var team = new WorkerTeam(options.MaxDegreeOfParallelism ?? Environment.ProcessorCount);
        using BatchSource batches = training.Batches(
            batchSize,
            options.Shuffle ? new RandomStream(options.Seed, RandomStream.Shuffling) : null
        );
        var step = new TrainingStep(copy, options, batchSize, team);
        return Judge(
            Measure(step, batches, i => from * Math.Pow(to / from, (double)i / (steps - 1)), steps, cancellation)
        );
    }

    private static void Validate(double from, double to, int steps)
    {
        if (!(from > 0) || !double.IsFinite(from))
            throw new ArgumentOutOfRangeException(
                nameof(from),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The first learning rate is {from}; give a number above 0."
                )
            );
        if (!(to > from && to <= float.MaxValue))
            throw new ArgumentOutOfRangeException(
                nameof(to),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The last learning rate is {to}; give a number above the first, {from}."
                )
            );
        if (steps < 10)
            throw new ArgumentOutOfRangeException(nameof(steps), $"The test has {steps} steps; give at least 10.");
    }

    private static List<LearningRatePoint> Measure(
        TrainingStep step,
        BatchSource batches,
        Func<int, double> rateAt,
        int steps,
        CancellationToken cancellation
    )
    {
        List<LearningRatePoint> points = [];
        double average = 0;
        double weight = 0;
        double best = double.PositiveInfinity;
        batches.BeginEpoch();
        for (int i = 0; i < steps; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = batches.Next();
            if (count == 0)
            {
                batches.BeginEpoch();
                count = batches.Next();
            }
            double rate = rateAt(i);
            double loss = step.Run(batches, count, (float)rate).Loss / count;
            if (!double.IsFinite(loss))
                break;
            average = Smoothing * average + (1 - Smoothing) * loss;
            weight = Smoothing * weight + 1 - Smoothing;
            double smoothed = average / weight;
            points.Add(new LearningRatePoint(rate, loss, smoothed));
            best = Math.Min(best, smoothed);
            if (smoothed > Explosion * best)
                break;
        }
        return points;
    }

    // The steps are even on a logarithmic scale. The slope is that of a line fitted to the losses around a step:
    // mini-batches differ, so that the difference of two of them says nothing.
    private static LearningRateRange Judge(List<LearningRatePoint> points)
    {
        int reach = Math.Max(2, points.Count / 20);
        double steepest = 0;
        double? suggestion = null;
        for (int i = reach; i + reach < points.Count; i++)
        {
            double slope = 0;
            for (int j = -reach; j <= reach; j++)
                slope += j * points[i + j].Loss;
            if (slope < steepest)
                (steepest, suggestion) = (slope, points[i].LearningRate);
        }
        return new LearningRateRange(points, suggestion);
    }
}
