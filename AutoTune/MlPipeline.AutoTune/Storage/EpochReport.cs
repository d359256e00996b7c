namespace MlPipeline.AutoTune.Storage;

/// <summary>The result of a trial after an epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">Epochs that the trial will have if nothing stops it.</param>
/// <param name="Metric">The study's metric on the validation rows.</param>
/// <param name="Seconds">The duration of the epoch in seconds.</param>
public sealed record EpochReport(int Epoch, int Epochs, double Metric, double Seconds)
{
    /// <summary>Mean loss on the validation rows; null where not measured.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>Mean loss on the training rows, while learning; null where not measured.</summary>
    public double? TrainingLoss { get; init; }

    /// <summary>Accuracy on the training rows, while learning; null where not measured.</summary>
    public double? TrainingAccuracy { get; init; }
}
