namespace MlPipeline.Cli.Benchmarking;

/// <summary>A case of the benchmark.</summary>
/// <param name="Name">Its name, here and in the script that measures the peers.</param>
/// <param name="Metric">The metric of its value.</param>
/// <param name="Peers">Libraries that do the same; possibly none.</param>
/// <param name="Run">Measures it.</param>
internal sealed record BenchmarkCase(
    string Name,
    Metric Metric,
    IReadOnlyList<string> Peers,
    Func<MeasuringPlan, Figure> Run
)
{
    /// <summary>Whether a peer must keep to one thread, as ours does by the case's definition.</summary>
    public bool OneThread { get; init; }
}

/// <summary>The result of a case.</summary>
/// <param name="Value">The value in the case's metric; null if the case was skipped.</param>
/// <param name="Threads">The number of threads.</param>
internal sealed record Figure(double? Value, int Threads)
{
    /// <summary>The time of one row in microseconds, if latency is measured.</summary>
    public double? Microseconds { get; init; }

    /// <summary>Why the case was skipped.</summary>
    public string? Skipped { get; init; }

    /// <summary>Gets the faster of two measurements; the same rule applies to the peers.</summary>
    public static Figure Faster(Figure first, Figure second) => second.Value > first.Value ? second : first;

    /// <summary>The faster of one thread and all cores: small networks may not be worth a second thread.</summary>
    public static Figure FasterOfThreads(Func<int, Figure> measure)
    {
        int all = Environment.ProcessorCount;
        return all == 1 ? measure(1) : Faster(measure(all), measure(1));
    }
}

/// <summary>The best result of a peer.</summary>
/// <param name="Peer">Its name.</param>
/// <param name="Value">The value in the case's metric.</param>
/// <param name="Threads">Its own threads.</param>
/// <param name="BlasThreads">The threads of its BLAS.</param>
internal sealed record PeerFigure(string Peer, double Value, int Threads, int BlasThreads);

/// <summary>A case with its results.</summary>
internal sealed record CaseResult(BenchmarkCase Case, Figure Ours, PeerFigure? Peer)
{
    /// <summary>Our rate divided by the peer's: above 1, ours is faster.</summary>
    public double? Ratio => Statistics.Ratio(Ours.Value, Peer?.Value);
}
