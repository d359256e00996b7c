using System.Diagnostics;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>How long the cases are measured.</summary>
/// <param name="Rounds">The number of rounds, of which the median counts.</param>
/// <param name="WarmUp">
/// Work runs at least that long before the first round, so that the JIT has compiled it for good.
/// </param>
/// <param name="Round">
/// Passes of a round are repeated until it has lasted about that long, so that the clock's steps do not matter.
/// </param>
/// <param name="Rows">Rows of the random data.</param>
/// <param name="GemmSizes">Sizes of the square matrices.</param>
/// <param name="ScalingRows">Rows of the training sets whose times are compared.</param>
/// <param name="ScalingUnits">Units of the hidden layers whose times are compared.</param>
/// <param name="Cancellation">Checked after every pass.</param>
internal sealed record MeasuringPlan(
    int Rounds,
    TimeSpan WarmUp,
    TimeSpan Round,
    int Rows,
    IReadOnlyList<int> GemmSizes,
    IReadOnlyList<int> ScalingRows,
    IReadOnlyList<int> ScalingUnits,
    CancellationToken Cancellation
)
{
    /// <summary>The plan for figures that are quoted.</summary>
    public static MeasuringPlan Full(int? rounds, CancellationToken cancellation) =>
        new(
            rounds ?? 5,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(0.1),
            8192,
            [64, 128, 256, 512, 1024, 2048],
            [1000, 2000, 4000, 8000, 15_000, 30_000, 60_000],
            [32, 64, 128, 256, 512, 1024, 2048],
            cancellation
        );

    /// <summary>The plan that checks in seconds that everything runs; its figures are rough.</summary>
    public static MeasuringPlan Quick(int? rounds, CancellationToken cancellation) =>
        new(
            rounds ?? 1,
            TimeSpan.FromSeconds(0.1),
            TimeSpan.FromSeconds(0.02),
            1024,
            [64, 128, 256, 512],
            [1000, 2000],
            [32, 64],
            cancellation
        );

    /// <summary>Median rate of the rounds, in units per second.</summary>
    /// <param name="pass">The work.</param>
    /// <param name="units">The units of one pass: rows or floating-point operations.</param>
    public double Rate(Action pass, double units)
    {
        double passSeconds = WarmedUp(pass);
        int passes = PassesFor(passSeconds);
        var rates = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            long started = Stopwatch.GetTimestamp();
            for (int i = 0; i < passes; i++)
            {
                pass();
                Cancellation.ThrowIfCancellationRequested();
            }
            rates[round] = passes * units / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        return Statistics.Median(rates);
    }

    /// <summary>Gets the number of passes of a round, at least one.</summary>
    public int PassesFor(double passSeconds) => Math.Max(1, (int)Math.Ceiling(Round.TotalSeconds / passSeconds));

    /// <summary>Warms up and gives the seconds of the last pass.</summary>
    public double WarmedUp(Action pass)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            long passStarted = Stopwatch.GetTimestamp();
            pass();
            Cancellation.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(started) >= WarmUp)
                return Stopwatch.GetElapsedTime(passStarted).TotalSeconds;
        }
    }
}
