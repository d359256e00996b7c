using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MlPipeline.Cli.Input;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>
/// Measures other libraries through tests/Benchmarks/peers.py: every setting of threads in a fresh process, and the
/// best of them counts, because which is best depends on the case.
/// </summary>
internal sealed class PeerRunner(string python)
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "peers.py");
    private static readonly (int Threads, int Blas)[] AllSettings = [(1, 1), (1, 2), (2, 1), (2, 2)];
    private static readonly (int Threads, int Blas)[] OneThread = [(1, 1)];

    /// <exception cref="InputException">
    /// Python or one of its packages is missing; the message says how to install it.
    /// </exception>
    public void Check(CancellationToken cancellation)
    {
        (int exitCode, _, string error) = Run(["check"], (1, 1), cancellation);
        if (exitCode != 0)
            throw new InputException(LastLine(error));
    }

    /// <summary>The fastest peer of a case at its best setting; null if the case has no peer.</summary>
    /// <exception cref="PeerFailedException">A peer failed.</exception>
    public PeerFigure? Best(BenchmarkCase benchmark, MeasuringPlan plan)
    {
        PeerFigure? best = null;
        foreach (string peer in benchmark.Peers)
        {
            foreach ((int Threads, int Blas) setting in benchmark.OneThread ? OneThread : AllSettings)
            {
                double value = Measure(benchmark.Name, peer, setting, plan);
                if (best == null || value > best.Value)
                    best = new PeerFigure(peer, value, setting.Threads, setting.Blas);
            }
        }
        return best;
    }

    private double Measure(string name, string peer, (int Threads, int Blas) setting, MeasuringPlan plan)
    {
        static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "run",
            peer,
            name,
            "--rounds",
            Text(plan.Rounds),
            "--warm-up",
            Text(plan.WarmUp.TotalSeconds),
            "--round-seconds",
            Text(plan.Round.TotalSeconds),
            "--rows",
            Text(plan.Rows),
        ];
        (int exitCode, string output, string error) = Run(arguments, setting, plan.Cancellation);
        return exitCode == 0 && ValueOf(output) is { } value
            ? value
            : throw new PeerFailedException(
                $"{peer} failed at {name} with {setting.Threads} threads: {LastLine(error)}"
            );
    }

    /// <summary>The value in the last line that the script printed; null where there is none.</summary>
    internal static double? ValueOf(string output)
    {
        try
        {
            using var json = JsonDocument.Parse(LastLine(output));
            return json.RootElement.GetProperty("value").GetDouble();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private (int ExitCode, string Output, string Error) Run(
        string[] arguments,
        (int Threads, int Blas) setting,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(python, [Script, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["THREADS"] = setting.Threads.ToString(CultureInfo.InvariantCulture);
        start.Environment["OPENBLAS_NUM_THREADS"] = setting.Blas.ToString(CultureInfo.InvariantCulture);
        // A value that was set for other programs would override ours.
        start.Environment.Remove("OMP_NUM_THREADS");
        using Process process = Start(start);
        // An interrupted benchmark leaves no process behind.
        using CancellationTokenRegistration stop = cancellation.Register(() => Kill(process));
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return (process.ExitCode, output.Result, error.Result);
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new InputException(
                $"--peers needs Python, and '{python}' (--python) cannot be run; install it with 'apt-get update && "
                    + "apt-get install -y python3-torch python3-sklearn libopenblas0-pthread'."
            );
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault()
        ?? "it said nothing";
}

/// <summary>Thrown if a peer could not be measured.</summary>
internal sealed class PeerFailedException(string message) : Exception(message);
