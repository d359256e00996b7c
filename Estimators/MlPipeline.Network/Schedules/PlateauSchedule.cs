using System.Globalization;
using MlPipeline.Network.Schedules;

namespace MlPipeline.Network;

/// <summary>
/// Multiplies the rate by a factor when the loss has not become better for more than so many epochs; better is below
/// <c>best (1 - threshold)</c>. The loss is that of the validation set, or, without one, of the training set.
/// </summary>
public sealed record PlateauSchedule : LearningRateSchedule
{
    /// <summary>What the rate is multiplied by, above 0 and below 1. Default: 0.1.</summary>
    public double Factor { get; init; } = 0.1;

    /// <summary>Epochs without a better loss that are put up with, at least 0. Default: 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>
    /// Share of the best loss by which a better one must be below it, from 0 to below 1. Default: 1e-4.
    /// </summary>
    public double Threshold { get; init; } = 1e-4;

    /// <summary>The rate is not reduced below this, at least 0. Default: 0.</summary>
    public double Minimum { get; init; }

    internal override string Name => "plateau";

    internal override IEnumerable<(string Key, object? Value)> Parameters =>
        [
            ("factor", Factor),
            ("patience", Patience),
            ("threshold", Threshold == 1e-4 ? null : Threshold),
            ("min", Minimum == 0 ? null : Minimum),
        ];

    // Told anew from all losses each time: a few hundred numbers an epoch at most, and no state to save.
    internal override double RateAt(double learningRate, SchedulePosition position)
    {
        double rate = learningRate;
        double best = double.PositiveInfinity;
        int bad = 0;
        for (int epoch = 0; epoch < position.Unit; epoch++)
        {
            double loss = position.Losses[epoch];
            (best, bad) = loss < best * (1 - Threshold) ? (loss, 0) : (best, bad + 1);
            if (bad <= Patience)
                continue;
            rate = Math.Max(rate * Factor, Minimum);
            bad = 0;
        }
        return rate;
    }

    internal override void Validate()
    {
        base.Validate();
        if (Interval != ScheduleInterval.Epoch)
            throw new ArgumentOutOfRangeException(
                nameof(Interval),
                $"Interval is {Interval}; the plateau schedule looks at the loss after an epoch, so give Epoch."
            );
        if (!(Factor > 0 && Factor < 1))
            throw new ArgumentOutOfRangeException(
                nameof(Factor),
                string.Create(CultureInfo.InvariantCulture, $"Factor is {Factor}; give a number above 0 and below 1.")
            );
        Require.AtLeast(0, Patience, nameof(Patience));
        Require.InUnitInterval(Threshold, nameof(Threshold));
        Require.NotNegative(Minimum, nameof(Minimum));
    }

    internal override void Validate(double learningRate)
    {
        base.Validate(learningRate);
        CheckMinimum(Minimum, learningRate);
    }
}
