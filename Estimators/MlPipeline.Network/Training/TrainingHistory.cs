using System.Globalization;
using MlPipeline.Network.Checkpoints;

namespace MlPipeline.Network;

/// <summary>Mean loss, and the share of rows whose outputs decide for the target.</summary>
/// <param name="Loss">Mean over the rows; of weight times loss where rows have weights.</param>
/// <param name="Accuracy">
/// 0 to 1, every row counting the same; NaN where the loss has no notion of correct (squared error on values).
/// </param>
public readonly record struct Evaluation(double Loss, double Accuracy);

/// <summary>The figures of one epoch.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Training">Over the epoch's mini-batches, each before its step.</param>
/// <param name="Validation">After the epoch's last step; null without a validation set.</param>
/// <param name="Seconds">Time of the training part.</param>
/// <param name="RowsPerSecond">Training rows per second.</param>
public sealed record EpochResult(
    int Epoch,
    Evaluation Training,
    Evaluation? Validation,
    double Seconds,
    double RowsPerSecond
)
{
    /// <summary>The learning rate of the epoch's last step.</summary>
    public double LearningRate { get; init; }

    internal void Save(BinaryWriter writer)
    {
        writer.Write(Epoch);
        writer.Write(Training);
        writer.Write(Validation != null);
        if (Validation is { } validation)
            writer.Write(validation);
        writer.Write(Seconds);
        writer.Write(RowsPerSecond);
        writer.Write(LearningRate);
    }

    internal static EpochResult Restore(BinaryReader reader) =>
        new(
            reader.ReadInt32(),
            reader.ReadEvaluation(),
            reader.ReadBoolean() ? reader.ReadEvaluation() : null,
            reader.ReadDouble(),
            reader.ReadDouble()
        )
        {
            LearningRate = reader.ReadDouble(),
        };
}

/// <summary>The figures of all epochs.</summary>
/// <param name="Epochs">In order.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochResult> Epochs)
{
    /// <summary>Why no further epoch came.</summary>
    public StopReason StopReason { get; init; }

    /// <summary>
    /// The epoch whose weights the network has, from 1: the best one with <see cref="EarlyStopping"/>, else the last.
    /// </summary>
    public int WeightsOfEpoch { get; init; } = Epochs.Count;

    /// <summary>The last epoch.</summary>
    public EpochResult Last => Epochs[^1];

    /// <summary>The highest validation accuracy of any epoch; null without a validation set.</summary>
    public double? BestValidationAccuracy => Epochs.Max(epoch => epoch.Validation?.Accuracy);

    /// <summary>Time of the training parts.</summary>
    public double Seconds => Epochs.Sum(epoch => epoch.Seconds);
}

/// <summary>Told how training goes, on the training thread.</summary>
public interface ITrainingObserver
{
    /// <summary>After a step.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="stepOfEpoch">From 1.</param>
    /// <param name="steps">Steps of an epoch.</param>
    /// <param name="loss">Mean loss of the step's mini-batch.</param>
    void OnStep(int epoch, int stepOfEpoch, int steps, double loss);

    /// <summary>After an epoch.</summary>
    void OnEpoch(EpochResult result);

    /// <summary>
    /// Something that somebody should know and that training goes on with, such as a checkpoint that could not be
    /// written.
    /// </summary>
    void OnWarning(string message) { }
}

/// <summary>The loss became NaN or infinite.</summary>
public sealed class TrainingDivergedException : InvalidOperationException
{
    internal TrainingDivergedException(int epoch, int step, double loss, float learningRate)
        : base(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Training diverged: the loss became {loss} at epoch {epoch}, step {step}, with a learning rate of "
                    + $"{learningRate}; try a lower one, such as {learningRate / 10}."
            )
        )
    {
        Epoch = epoch;
        Step = step;
    }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step of the epoch, from 1.</summary>
    public int Step { get; }
}
