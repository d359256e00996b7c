using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;

namespace MlPipeline.Estimators.Tests;

/// <summary>
/// What the tests run as a fresh process: it knows nothing of feedforward networks but what a model file names. It also
/// writes the golden models.
/// </summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        if (args is ["goldens"])
        {
            Goldens.GoldenModels.Write();
            return 0;
        }
        if (args is not ["score", var path])
            return 2;
        var context = new MLContext();
        IDataView data = context.View(20);
        Console.Write(Text(LearningTasks.Scores(context.Model.Load(path, out _).Transform(data))));
        return 0;
    }

    /// <summary>Scores as text, to the last bit.</summary>
    public static string Text(float[][] scores) =>
        string.Join(
            '\n',
            scores.Select(row =>
                string.Join(' ', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))
            )
        );

    /// <summary>Runs this program, and gives what it writes.</summary>
    public static string Run(params string[] args)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. args])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output;
    }
}
