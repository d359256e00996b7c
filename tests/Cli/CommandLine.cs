using System.Diagnostics;
using System.Text.Json;

namespace MlPipeline.Cli.Tests;

/// <summary>Runs the command line as a fresh process in a directory of its own.</summary>
internal sealed class CommandLine : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "mlpipeline.dll");

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("mlpipeline-test-").FullName;

    public Result Run(params string[] args) => RunWithData(null, args);

    public Result RunWithData(string? data, params string[] args) =>
        RunWith(data == null ? [] : [new("MLPIPELINE_DATA", data)], args);

    /// <summary>With variables of the environment set, or, where null, unset.</summary>
    public Result RunWith(IEnumerable<KeyValuePair<string, string?>> environment, params string[] args)
    {
        using Process process = Start(environment, args);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new Result(process.ExitCode, output.Result, error.Result.Trim());
    }

    /// <summary>Starts it, waits for a text on standard error, and asks it to end (SIGTERM).</summary>
    public Result RunAndInterrupt(string when, params string[] args) => RunAndSignal("TERM", when, args);

    /// <summary>Starts it, waits for a text on standard error, and sends it a signal.</summary>
    public Result RunAndSignal(string signal, string when, params string[] args)
    {
        using Process process = Start([], args);
        // A process that never says it must not hold up all tests.
        using var guard = new Timer(
            _ => process.Kill(),
            null,
            dueTime: TimeSpan.FromMinutes(1),
            period: Timeout.InfiniteTimeSpan
        );
        string error = "";
        while (!error.Contains(when, StringComparison.Ordinal) && process.StandardError.ReadLine() is { } line)
            error += line + "\n";
        using (Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
            kill.WaitForExit();
        error += process.StandardError.ReadToEnd();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Result(process.ExitCode, output, error.Trim());
    }

    /// <summary>Starts it, waits for a text on standard error and a while longer, and kills it (SIGKILL).</summary>
    public void RunAndKill(string when, TimeSpan after, params string[] args)
    {
        using Process process = Start([], args);
        using var guard = new Timer(
            _ => process.Kill(),
            null,
            dueTime: TimeSpan.FromMinutes(1),
            period: Timeout.InfiniteTimeSpan
        );
        while (process.StandardError.ReadLine() is { } line && !line.Contains(when, StringComparison.Ordinal)) { }
        Thread.Sleep(after);
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Starts it, and leaves it to the caller.</summary>
    public Process Start(params string[] args) => Start([], args);

    private Process Start(IEnumerable<KeyValuePair<string, string?>> environment, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. args])
        {
            WorkingDirectory = Directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public string PathOf(string name) => Path.Combine(Directory, name);

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    internal sealed record Result(int ExitCode, string Output, string Error)
    {
        /// <summary>Standard output, which must be one JSON object on one line.</summary>
        public JsonElement Json
        {
            get
            {
                Assert.True(ExitCode == 0, Error);
                return JsonDocument
                    .Parse(Assert.Single(Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
                    .RootElement;
            }
        }
    }
}
