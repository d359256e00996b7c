using System.Globalization;
using MlPipeline.Network.Schedules;

namespace MlPipeline.Network;

/// <summary>How often a schedule moves on.</summary>
public enum ScheduleInterval
{
    /// <summary>The learning rate is the same for a whole epoch.</summary>
    Epoch,

    /// <summary>Every mini-batch has its own learning rate.</summary>
    Batch,
}

/// <summary>A mini-batch of a training, as a schedule sees it.</summary>
/// <param name="Epoch">Epochs that are over.</param>
/// <param name="Step">Steps of this epoch that are over.</param>
/// <param name="StepsPerEpoch">Steps of an epoch, at least 1.</param>
/// <param name="Epochs">Epochs of the whole training, at least 1.</param>
/// <param name="Losses">
/// The loss after each epoch that is over: the validation loss, or, without a validation set, the training loss.
/// </param>
public readonly record struct TrainingMoment(
    int Epoch,
    int Step,
    int StepsPerEpoch,
    int Epochs,
    IReadOnlyList<double> Losses
);

/// <summary>
/// The learning rate over a training: a pure function of when in the training it is asked, and of the losses so far. So
/// a schedule has no state, and a training that is resumed goes on with the rate it would have had. Records without
/// state may be shared between trainings.
/// </summary>
public abstract record LearningRateSchedule
{
    private protected LearningRateSchedule() { }

    /// <summary>Whether the rate changes with epochs or with mini-batches.</summary>
    public ScheduleInterval Interval { get; init; }

    /// <summary>The learning rate of a mini-batch.</summary>
    /// <param name="learningRate">The learning rate that the schedule varies, above 0.</param>
    /// <param name="moment">When.</param>
    public double RateAt(double learningRate, TrainingMoment moment) =>
        RateAt(learningRate, SchedulePosition.Of(moment, Interval));

    /// <summary>
    /// Reads a schedule from text, such as <c>cosine warmup=1 min=1e-5</c>; <see cref="ToString"/> writes it.
    /// </summary>
    /// <exception cref="FormatException">
    /// There is no such schedule, or a parameter is missing, unknown or no number.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static LearningRateSchedule Parse(string text) => ScheduleText.Parse(text);

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public sealed override string ToString()
    {
        IEnumerable<string> parameters = Parameters
            .Where(p => p.Value != null)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}={p.Value}"));
        return string.Join(' ', [Name, .. parameters]);
    }

    /// <summary>Its name in text.</summary>
    internal abstract string Name { get; }

    /// <summary>Its parameters in text; those that are null are left out.</summary>
    internal abstract IEnumerable<(string Key, object? Value)> Parameters { get; }

    /// <summary>The interval's parameter in text, where it is not the schedule's default.</summary>
    private protected (string Key, object? Value) IntervalOr(ScheduleInterval standard) =>
        (ScheduleText.IntervalKey, Interval == standard ? null : ScheduleText.WordOf(Interval));

    internal abstract double RateAt(double learningRate, SchedulePosition position);

    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    internal virtual void Validate() => Require.Defined(Interval, nameof(Interval));

    /// <exception cref="ArgumentOutOfRangeException">
    /// The schedule would end above the learning rate it begins with.
    /// </exception>
    internal virtual void Validate(double learningRate) => Validate();

    private protected void CheckMinimum(double minimum, double learningRate)
    {
        if (minimum > learningRate)
            throw new ArgumentOutOfRangeException(
                nameof(minimum),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The schedule '{this}' goes down to {minimum}, which is above the learning rate {learningRate}; "
                        + $"give a lower min or a higher learning rate."
                )
            );
    }
}
