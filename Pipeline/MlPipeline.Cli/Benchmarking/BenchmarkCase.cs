namespace MlPipeline.Cli.Benchmarking;

/// <summary>Something that is measured.</summary>
/// <param name="Name">What it is called here and in the script that measures the peers.</param>
/// <param name="Metric">What the figure is.</param>
/// <param name="Peers">Libraries that do the same; none where there is none.</param>
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

/// <summary>What came out for a case.</summary>
/// <param name="Value">In the case's metric; null where it was skipped.</param>
/// <param name="Threads">How many threads worked on it.</param>
internal sealed record Figure(double? Value, int Threads)
{
    /// <summary>The time of one row, where that is what matters.</summary>
    public double? Microseconds { get; init; }

    /// <summary>Why there is no value.</summary>
    public string? Skipped { get; init; }

    /// <summary>The faster of two looks at a rate; the same rule holds for the peers.</summary>
    public static Figure Faster(Figure first, Figure second) => second.Value > first.Value ? second : first;

    /// <summary>The faster of one thread and all cores: small networks may not be worth a second thread.</summary>
    public static Figure FasterOfThreads(Func<int, Figure> measure)
    {
        int all = Environment.ProcessorCount;
        return all == 1 ? measure(1) : Faster(measure(all), measure(1));
    }
}

/// <summary>The best that a peer did.</summary>
/// <param name="Peer">Its name.</param>
/// <param name="Value">In the case's metric.</param>
/// <param name="Threads">Its own threads.</param>
/// <param name="BlasThreads">Those of its BLAS.</param>
internal sealed record PeerFigure(string Peer, double Value, int Threads, int BlasThreads);

/// <summary>A case with what came out.</summary>
internal sealed record CaseResult(BenchmarkCase Case, Figure Ours, PeerFigure? Peer)
{
    /// <summary>Ours over the peer's, both rates: above 1, we are faster.</summary>
    public double? Ratio => Statistics.Ratio(Ours.Value, Peer?.Value);
}
