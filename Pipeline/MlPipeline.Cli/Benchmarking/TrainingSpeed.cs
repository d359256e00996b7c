using MlPipeline.Network;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>Measures how many images per second a network trains on, with Adam and shuffling.</summary>
internal static class TrainingSpeed
{
    public static Figure Measure(MeasuringPlan plan, NetworkSpec spec, int batchSize)
    {
        TrainingSet data = RandomImages.TrainingSet(plan.Rows);
        return Figure.FasterOfThreads(threads =>
        {
            double[] seconds = EpochSeconds(
                plan,
                spec,
                data,
                new TrainingOptions { BatchSize = batchSize, MaxDegreeOfParallelism = threads }
            );
            return new Figure(Statistics.Median([.. seconds.Select(epoch => data.Rows / epoch)]), threads);
        });
    }

    /// <summary>Seconds of an epoch, round by round.</summary>
    public static double[] EpochSeconds(MeasuringPlan plan, NetworkSpec spec, TrainingSet data, TrainingOptions options)
    {
        var network = new FeedForwardNetwork(spec, InitializerKind.Xavier, seed: 1);
        int passes = plan.PassesFor(
            plan.WarmedUp(() =>
                NetworkTrainer.Fit(network, data, options with { Epochs = 1 }, cancellation: plan.Cancellation)
            )
        );

        // One training whose epochs make up all rounds, after one epoch in which buffers are touched first.
        TrainingHistory history = NetworkTrainer.Fit(
            network,
            data,
            options with
            {
                Epochs = 1 + plan.Rounds * passes,
            },
            cancellation: plan.Cancellation
        );
        return [.. history.Epochs.Skip(1).Chunk(passes).Select(round => round.Average(epoch => epoch.Seconds))];
    }
}
