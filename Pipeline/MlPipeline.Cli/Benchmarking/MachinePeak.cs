using System.Diagnostics;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>
/// The multiply-adds that the machine can do at most, measured in the same run as what is compared with it.
/// </summary>
/// <param name="OneThreadGflops">GFLOP/s of one thread.</param>
/// <param name="AllThreadsGflops">GFLOP/s of all threads together.</param>
/// <param name="Threads">The number of threads, one per core.</param>
internal sealed record MachinePeak(double OneThreadGflops, double AllThreadsGflops, int Threads)
{
    private const int FirstSteps = 100_000;
    private const int Tries = 10;

    /// <summary>Gets the best of several short measurements, since disturbances only make it slower.</summary>
    public static MachinePeak Measure(MeasuringPlan plan)
    {
        int steps = FirstSteps;
        while (Try(1, steps) < plan.Round.TotalSeconds / 4)
            steps *= 2;
        double Best(int threads)
        {
            double best = 0;
            for (int i = 0; i < Tries; i++)
            {
                plan.Cancellation.ThrowIfCancellationRequested();
                best = Math.Max(
                    best,
                    (double)threads * steps * FmaChains.OperationsPerStep / Try(threads, steps) / 1e9
                );
            }
            return best;
        }
        int all = Environment.ProcessorCount;
        double one = Best(1);
        return new MachinePeak(one, all == 1 ? one : Best(all), all);
    }

    /// <summary>Gets the higher figures of two measurements.</summary>
    public static MachinePeak Higher(MachinePeak first, MachinePeak second) =>
        new(
            Math.Max(first.OneThreadGflops, second.OneThreadGflops),
            Math.Max(first.AllThreadsGflops, second.AllThreadsGflops),
            first.Threads
        );

    // Seconds from the common start to the end of the last thread.
    private static double Try(int count, int steps)
    {
        long started = 0;
        using var start = new Barrier(count, _ => started = Stopwatch.GetTimestamp());
        var ends = new long[count];
        var results = new float[count];
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new Thread(() =>
                {
                    start.SignalAndWait();
                    results[i] = FmaChains.Run(steps);
                    ends[i] = Stopwatch.GetTimestamp();
                })),
        ];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return Stopwatch.GetElapsedTime(started, ends.Max()).TotalSeconds;
    }
}
