using System.Globalization;
using MlPipeline.Network.Schedules;

namespace MlPipeline.Network;

/// <summary>
/// Half a cosine wave from the rate down to a minimum (Loshchilov, Hutter 2017, without restarts), after a linear
/// warm-up:
/// <c>min + (rate - min) (1 + cos(pi (t - w) / (T - w))) / 2</c>, t being the epochs that are over, w those of the
/// warm-up, T those of the schedule. From T on the rate stays at the minimum. The unit u of a warm-up of W units
/// (epochs, or mini-batches) has <c>rate (u + 1) / (W + 1)</c>.
/// </summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <summary>With a rate for every mini-batch.</summary>
    public CosineSchedule() => Interval = ScheduleInterval.Batch;

    /// <summary>Epochs of the warm-up, at least 0; may have a fraction. Default: 0.</summary>
    public double WarmUp { get; init; }

    /// <summary>The learning rate at the end, at least 0. Default: 0.</summary>
    public double Minimum { get; init; }

    /// <summary>Epochs until the minimum, above those of the warm-up. Default: those of the training.</summary>
    public double? Epochs { get; init; }

    internal override string Name => "cosine";

    internal override IEnumerable<(string Key, object? Value)> Parameters =>
        [
            ("warmup", WarmUp == 0 ? null : WarmUp),
            ("min", Minimum == 0 ? null : Minimum),
            ("epochs", Epochs),
            IntervalOr(ScheduleInterval.Batch),
        ];

    internal override double RateAt(double learningRate, SchedulePosition position)
    {
        double warmUpUnits = WarmUp * position.UnitsPerEpoch;
        if (position.Unit < warmUpUnits)
            return learningRate * (position.Unit + 1) / (warmUpUnits + 1);
        double length = (Epochs ?? position.Epochs) - WarmUp;
        // A warm-up as long as the training leaves nothing to anneal.
        double share = length > 0 ? (position.Time - WarmUp) / length : 0;
        return Minimum + (learningRate - Minimum) * SchedulePosition.HalfCosine(share);
    }

    internal override void Validate()
    {
        base.Validate();
        Require.NotNegative(WarmUp, nameof(WarmUp));
        Require.NotNegative(Minimum, nameof(Minimum));
        if (Epochs is { } epochs && !(epochs > WarmUp && double.IsFinite(epochs)))
            throw new ArgumentOutOfRangeException(
                nameof(Epochs),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Epochs of the cosine schedule is {epochs}; give more than its warm-up of {WarmUp}."
                )
            );
    }

    internal override void Validate(double learningRate)
    {
        base.Validate(learningRate);
        CheckMinimum(Minimum, learningRate);
    }
}
