using System.Globalization;
using MlPipeline.Network;

namespace MlPipeline.Cli.Output;

/// <summary>
/// Shows the progress of a training: on a terminal a bar that fills with the steps of the epoch, elsewhere a line an
/// epoch. Writes
/// to the given writer: standard output for people, standard error where standard output is for JSON.
/// </summary>
internal sealed class EpochDisplay(TextWriter writer, bool isTerminal, int epochs) : ITrainingObserver
{
    private const int BarWidth = 24;
    private const int RefreshMilliseconds = 80;

    private long _shown;

    /// <summary>The rows that are evaluated after every epoch, if any.</summary>
    public string Evaluated { get; init; } = "validation";

    public void OnStep(int epoch, int stepOfEpoch, int steps, double loss)
    {
        if (!isTerminal || Environment.TickCount64 - _shown < RefreshMilliseconds)
            return;
        _shown = Environment.TickCount64;
        int filled = BarWidth * stepOfEpoch / steps;
        string bar = new string('━', filled) + new string('─', BarWidth - filled);
        writer.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"\r{Head(epoch)} {bar} {100 * stepOfEpoch / steps, 3} %  loss {loss:F4}\u001b[K"
            )
        );
    }

    public void OnEpoch(EpochResult result)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Head(result.Epoch)} {new string('━', BarWidth)} loss {result.Training.Loss:F4}  accuracy "
                + $"{result.Training.Accuracy:F4}"
        );
        if (result.Validation is { } validation)
            text += string.Create(CultureInfo.InvariantCulture, $"  {Evaluated} {validation.Accuracy:F4}");
        text += string.Create(CultureInfo.InvariantCulture, $"  {result.RowsPerSecond, 8:N0} images/s");
        writer.WriteLine(isTerminal ? $"\r{text}\u001b[K" : text);
    }

    private string Head(int epoch)
    {
        string last = epochs.ToString(CultureInfo.InvariantCulture);
        string current = epoch.ToString(CultureInfo.InvariantCulture).PadLeft(last.Length);
        return $"Epoch {current}/{last}";
    }
}
