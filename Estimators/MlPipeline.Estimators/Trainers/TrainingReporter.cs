using System.Globalization;
using Microsoft.ML.Runtime;
using MlPipeline.Network;

namespace MlPipeline.Estimators;

/// <summary>
/// Passes a trainer's figures on to ML.NET's channels and to the user's observer, and its cancellation back.
/// </summary>
internal sealed class TrainingReporter : ITrainingObserver, IDisposable
{
    private static readonly string[] Metrics = ["loss", "accuracy", "validation loss", "validation accuracy"];

    private readonly IHostEnvironment _env;
    private readonly IChannel _channel;
    private readonly IProgressChannel _progress;
    private readonly int _epochs;
    private readonly ITrainingObserver? _next;

    public TrainingReporter(IHostEnvironment env, IChannel channel, int epochs, ITrainingObserver? next)
    {
        _env = env;
        _channel = channel;
        _epochs = epochs;
        _next = next;
        _progress = env.StartProgressChannel("Training");
        _progress.SetHeader(new ProgressHeader(Metrics, ["epochs"]), _ => { });
    }

    public void OnStep(int epoch, int stepOfEpoch, int steps, double loss)
    {
        _env.CheckAlive();
        _next?.OnStep(epoch, stepOfEpoch, steps, loss);
    }

    public void OnEpoch(EpochResult result)
    {
        Evaluation? validation = result.Validation;
        _progress.Checkpoint(
            result.Training.Loss,
            result.Training.Accuracy,
            validation?.Loss,
            validation?.Accuracy,
            result.Epoch,
            _epochs
        );
        string text = $"Epoch {result.Epoch} of {_epochs}: {Text(result.Training, "")}";
        if (validation is { } v)
            text += $", {Text(v, "validation ")}";
        _channel.Info(
            MessageSensitivity.None,
            text + string.Create(CultureInfo.InvariantCulture, $", {result.RowsPerSecond:F0} rows/s")
        );
        _next?.OnEpoch(result);
    }

    public void OnWarning(string message)
    {
        _channel.Warning(MessageSensitivity.None, message);
        _next?.OnWarning(message);
    }

    public void Dispose() => _progress.Dispose();

    // A regression has no accuracy.
    private static string Text(Evaluation figures, string set) =>
        double.IsNaN(figures.Accuracy)
            ? string.Create(CultureInfo.InvariantCulture, $"{set}loss {figures.Loss:F4}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{set}loss {figures.Loss:F4}, {set}accuracy {figures.Accuracy:F4}"
            );
}
