using MlPipeline.Network;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>Speed of a product of two square matrices.</summary>
internal static class GemmSpeed
{
    /// <summary>GFLOP/s at one size; a multiply-add counts as two.</summary>
    public static Figure Measure(MeasuringPlan plan, int size, int threads)
    {
        var random = new Random(1);
        float[] Matrix() => [.. Enumerable.Range(0, size * size).Select(_ => random.NextSingle())];
        float[] a = Matrix();
        float[] b = Matrix();
        float[] c = new float[size * size];
        double rate = plan.Rate(
            () => MatrixProduct.Multiply(false, false, size, size, size, 1, a, size, b, size, 0, c, size, threads),
            2.0 * size * size * size
        );
        return new Figure(rate / 1e9, threads);
    }

    /// <summary>Measures all sizes, on one thread and on all, and compares them with the peak.</summary>
    public static IEnumerable<GemmResult> Sweep(MeasuringPlan plan, MachinePeak peak)
    {
        foreach (int size in plan.GemmSizes)
        {
            foreach (int threads in peak.Threads == 1 ? (int[])[1] : [1, peak.Threads])
            {
                double gflops = Measure(plan, size, threads).Value!.Value;
                yield return new GemmResult(
                    size,
                    threads,
                    gflops,
                    gflops / (threads == 1 ? peak.OneThreadGflops : peak.AllThreadsGflops)
                );
            }
        }
    }
}

/// <summary>Speed of a product of square matrices.</summary>
/// <param name="Size">Rows and columns of each.</param>
/// <param name="Threads">Threads that worked on it.</param>
/// <param name="Gflops">GFLOP/s.</param>
/// <param name="FractionOfPeak">The share of the peak of this many threads.</param>
internal sealed record GemmResult(int Size, int Threads, double Gflops, double FractionOfPeak);
