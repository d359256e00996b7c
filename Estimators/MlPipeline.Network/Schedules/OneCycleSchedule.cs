using System.Globalization;
using MlPipeline.Network.Schedules;

namespace MlPipeline.Network;

/// <summary>
/// Up to the learning rate and down again to nearly nothing, both along half a cosine wave (Smith, Topin 2018; two
/// phases, as in PyTorch). The learning rate is the highest of the cycle. Of N units (mini-batches, or epochs) the
/// first has
/// <c>rate / start</c>, unit <c>peak N - 1</c> has the rate, the last has <c>rate / start / end</c>.
/// </summary>
public sealed record OneCycleSchedule : LearningRateSchedule
{
    /// <summary>With a rate for every mini-batch.</summary>
    public OneCycleSchedule() => Interval = ScheduleInterval.Batch;

    /// <summary>Share of the cycle in which the rate goes up, above 0 and below 1. Default: 0.3.</summary>
    public double Peak { get; init; } = 0.3;

    /// <summary>The highest rate divided by the first, at least 1. Default: 25.</summary>
    public double Start { get; init; } = 25;

    /// <summary>The first rate divided by the last, at least 1. Default: 10,000.</summary>
    public double End { get; init; } = 1e4;

    internal override string Name => "one-cycle";

    internal override IEnumerable<(string Key, object? Value)> Parameters =>
        [
            ("peak", Peak == 0.3 ? null : Peak),
            ("start", Start == 25 ? null : Start),
            ("end", End == 1e4 ? null : End),
            IntervalOr(ScheduleInterval.Batch),
        ];

    internal override double RateAt(double learningRate, SchedulePosition position)
    {
        double units = (double)position.UnitsPerEpoch * position.Epochs;
        double first = learningRate / Start;
        double last = first / End;
        double top = Peak * units - 1;
        double bottom = units - 1;
        return position.Unit <= top
            ? learningRate + (first - learningRate) * SchedulePosition.HalfCosine(top > 0 ? position.Unit / top : 1)
            : last + (learningRate - last) * SchedulePosition.HalfCosine((position.Unit - top) / (bottom - top));
    }

    internal override void Validate()
    {
        base.Validate();
        if (!(Peak > 0 && Peak < 1))
            throw new ArgumentOutOfRangeException(
                nameof(Peak),
                string.Create(CultureInfo.InvariantCulture, $"Peak is {Peak}; give a share above 0 and below 1.")
            );
        Require.AtLeast(1, Start, nameof(Start));
        Require.AtLeast(1, End, nameof(End));
    }
}
