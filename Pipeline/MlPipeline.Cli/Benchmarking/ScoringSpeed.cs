using MlPipeline.Network;
using MlPipeline.Network.Scoring;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>Measures how many images per second a network scores.</summary>
internal static class ScoringSpeed
{
    /// <summary>Measures the latency of one row per call, on one thread.</summary>
    public static Figure Single(MeasuringPlan plan, NetworkSpec spec)
    {
        int rows = Math.Min(plan.Rows, 1024);
        float[] features = RandomImages.Floats(rows);
        var outputs = new float[spec.OutputSize];
        Predictor predictor = new FeedForwardNetwork(spec, InitializerKind.Xavier, seed: 1).CreatePredictor();
        double rate = plan.Rate(
            () =>
            {
                for (int row = 0; row < rows; row++)
                    predictor.Predict(features.AsSpan(row * spec.InputSize, spec.InputSize), outputs);
            },
            rows
        );
        return new Figure(rate, 1) { Microseconds = 1e6 / rate };
    }

    /// <summary>Measures the throughput of batches, shared among threads with a predictor each.</summary>
    public static Figure Batches(MeasuringPlan plan, NetworkSpec spec, int batchSize) =>
        Figure.FasterOfThreads(threads => Batches(plan, spec, batchSize, threads));

    private static Figure Batches(MeasuringPlan plan, NetworkSpec spec, int batchSize, int threads)
    {
        int rows = plan.Rows;
        int batches = rows / batchSize;
        float[] features = RandomImages.Floats(rows);
        float[] outputs = new float[rows * spec.OutputSize];
        var network = new FeedForwardNetwork(spec, InitializerKind.Xavier, seed: 1);
        Predictor[] predictors = [.. Enumerable.Range(0, threads).Select(_ => network.CreatePredictor(batchSize))];
        double rate = plan.Rate(
            () =>
                Parallel.For(
                    0,
                    threads,
                    thread =>
                    {
                        for (int batch = batches * thread / threads; batch < batches * (thread + 1) / threads; batch++)
                        {
                            int first = batch * batchSize;
                            predictors[thread]
                                .Predict(
                                    features.AsSpan(first * spec.InputSize, batchSize * spec.InputSize),
                                    outputs.AsSpan(first * spec.OutputSize, batchSize * spec.OutputSize)
                                );
                        }
                    }
                ),
            batches * batchSize
        );
        return new Figure(rate, threads);
    }
}
