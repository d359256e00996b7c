using System.Diagnostics;
using MlPipeline.Network;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>Images per second that a network learns from, with Adam; shuffling included.</summary>
internal static class TrainingSpeed
{
    public static Figure Measure(MeasuringPlan plan, NetworkSpec spec, int batchSize)
    {
        TrainingSet data = RandomImages.TrainingSet(plan.Rows);
        return Figure.FasterOfThreads(threads => Measure(plan, spec, data, new TrainingOptions { Epochs = 1, BatchSize = batchSize, MaxDegreeOfParallelism = threads }));
    }

    private static Figure Measure(MeasuringPlan plan, NetworkSpec spec, TrainingSet data, TrainingOptions options)
    {
        var network = new FeedForwardNetwork(spec, InitializerKind.Xavier, seed: 1);
        int passes = plan.PassesFor(plan.WarmedUp(() => NetworkTrainer.Fit(network, data, options, cancellation: plan.Cancellation)));

        // One training of so many epochs that they make all rounds, and one before, in which buffers are touched first.
        var clock = new EpochClock();
        NetworkTrainer.Fit(network, data, options with { Epochs = 1 + plan.Rounds * passes }, observer: clock, cancellation: plan.Cancellation);
        double[] rates = [.. clock.Epochs.Skip(1).Chunk(passes).Select(round => passes * plan.Rows / round.Sum())];
        return new Figure(Statistics.Median(rates), options.MaxDegreeOfParallelism!.Value);
    }

    /// <summary>Seconds from the end of one epoch to that of the next.</summary>
    private sealed class EpochClock : ITrainingObserver
    {
        private long _last = Stopwatch.GetTimestamp();

        public List<double> Epochs { get; } = [];

        public void OnStep(int epoch, int stepOfEpoch, int steps, double loss)
        {
        }

        public void OnEpoch(EpochResult result)
        {
            long now = Stopwatch.GetTimestamp();
            Epochs.Add(Stopwatch.GetElapsedTime(_last, now).TotalSeconds);
            _last = now;
        }
    }
}
