using MlPipeline.Network.Augmentation;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>Measures how many images per second are augmented.</summary>
internal static class AugmentationSpeed
{
    private const int Side = 28;

    public static Figure Measure(MeasuringPlan plan, AugmentationOptions options) =>
        Figure.FasterOfThreads(threads => Measure(plan, options, threads));

    private static Figure Measure(MeasuringPlan plan, AugmentationOptions options, int threads)
    {
        int rows = plan.Rows;
        int pass = 0;
        float[] images = RandomImages.Floats(rows);
        float[][] results = [.. Enumerable.Range(0, threads).Select(_ => new float[RandomImages.Width])];
        var augmenter = new ImageAugmenter(options, new ImageShape(Side, Side), seed: 1);
        double rate = plan.Rate(
            () =>
            {
                pass++;
                Parallel.For(
                    0,
                    threads,
                    thread =>
                    {
                        for (int row = rows * thread / threads; row < rows * (thread + 1) / threads; row++)
                            augmenter.Augment(
                                images.AsSpan(row * RandomImages.Width, RandomImages.Width),
                                results[thread],
                                pass,
                                row
                            );
                    }
                );
            },
            rows
        );
        return new Figure(rate, threads);
    }
}
