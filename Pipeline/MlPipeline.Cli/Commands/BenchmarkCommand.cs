using System.CommandLine;
using MlPipeline.Cli.Benchmarking;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;

namespace MlPipeline.Cli.Commands;

/// <summary>
/// <c>mlpipeline benchmark</c>: measures training, scoring and matrix products, here and in other libraries.
/// </summary>
internal sealed class BenchmarkCommand
{
    private readonly Option<bool> _peers = new("--peers")
    {
        Description =
            "Measure torch and scikit-learn in the same run: each in fresh processes with 1 and 2 threads of its own "
            + "and of its BLAS; the best counts. Takes minutes.",
    };
    private readonly Option<string> _python = new("--python")
    {
        Description = "The Python in which the peers are installed.",
        DefaultValueFactory = _ => OperatingSystem.IsLinux() ? "/usr/bin/python3" : "python3",
    };
    private readonly Option<string[]> _only = new("--only")
    {
        Description = $"Measure only these: {string.Join(", ", BenchmarkCases.Names)}.",
        HelpName = "CASE",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<int?> _rounds = new("--rounds")
    {
        Description = "Number of rounds, of which the median is printed. Default: 5, with --quick 1.",
    };
    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "Short rounds, less data, smaller matrices: shows that everything runs, with rough figures.",
    };
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create()
    {
        var benchmark = new BenchmarkCommand();
        var command = new Command(
            "benchmark",
            "Measure training, scoring and matrix products on this machine, next to the multiply-adds it can do at "
                + "most."
        )
        {
            benchmark._only,
            benchmark._rounds,
            benchmark._quick,
            benchmark._peers,
            benchmark._python,
            benchmark._json,
        };
        command.SetAction(
            (parsed, cancellation) => Task.Run(() => benchmark.Run(parsed, cancellation), CancellationToken.None)
        );
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        IReadOnlyList<string> names = BenchmarkCases.Choose(parsed.GetValue(_only) ?? []);
        int? rounds = parsed.GetValue(_rounds);
        if (rounds < 1)
            throw new InputException($"--rounds is {rounds}; give at least 1.");
        MeasuringPlan plan = parsed.GetValue(_quick)
            ? MeasuringPlan.Quick(rounds, cancellation)
            : MeasuringPlan.Full(rounds, cancellation);
        PeerRunner? peers = parsed.GetValue(_peers) ? new PeerRunner(parsed.GetValue(_python)!) : null;
        peers?.Check(cancellation);

        BenchmarkReport report = Measure(names, plan, peers);
        if (parsed.GetValue(_json))
            JsonLine.Write(report.WriteJson);
        else
            report.WriteTables();
        return 0;
    }

    private static BenchmarkReport Measure(IReadOnlyList<string> names, MeasuringPlan plan, PeerRunner? peers)
    {
        Progress("multiply-add peak");
        var peak = MachinePeak.Measure(plan);
        List<CaseResult> results = [];
        foreach (BenchmarkCase benchmark in BenchmarkCases.All.Where(benchmark => names.Contains(benchmark.Name)))
        {
            plan.Cancellation.ThrowIfCancellationRequested();
            Progress(benchmark.Name);
            results.Add(Measure(benchmark, plan, peers));
        }
        // Measured twice, since another process may have used the machine the first time.
        if (results.Count > 0)
            peak = MachinePeak.Higher(peak, MachinePeak.Measure(plan));
        List<GemmResult> gemm = [];
        if (names.Contains(BenchmarkCases.GemmSizes))
        {
            Progress(BenchmarkCases.GemmSizes);
            gemm.AddRange(GemmSpeed.Sweep(plan, peak));
        }
        List<ScalingResult> scaling = [];
        if (names.Contains(BenchmarkCases.Scaling))
        {
            Progress(BenchmarkCases.Scaling);
            scaling.AddRange(ScalingSpeed.Sweep(plan));
        }
        return new BenchmarkReport(Machine.Here(), results, peak, gemm, scaling);
    }

    private static CaseResult Measure(BenchmarkCase benchmark, MeasuringPlan plan, PeerRunner? peers)
    {
        Figure ours = benchmark.Run(plan);
        if (peers == null || benchmark.Peers.Count == 0)
            return new CaseResult(benchmark, ours, Peer: null);
        // A peer is measured once for each of its settings, so ours is measured again after them: on a shared machine
        // the
        // side with fewer measurements would lose.
        Progress($"{benchmark.Name}: {string.Join(", ", benchmark.Peers)}");
        PeerFigure? peer = peers.Best(benchmark, plan);
        return new CaseResult(benchmark, Figure.Faster(ours, benchmark.Run(plan)), peer);
    }

    private static void Progress(string what) => Console.Error.WriteLine($"Measuring {what}...");
}
