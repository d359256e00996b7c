using MlPipeline.Network.Schedules;

namespace MlPipeline.Network;

/// <summary><c>rate * gamma^t</c>, t being the epochs that are over.</summary>
public sealed record ExponentialSchedule : LearningRateSchedule
{
    /// <summary>What an epoch multiplies the rate by, above 0 and at most 1.</summary>
    public required double Gamma { get; init; }

    internal override string Name => "exponential";

    internal override IEnumerable<(string Key, object? Value)> Parameters =>
        [("gamma", Gamma), IntervalOr(ScheduleInterval.Epoch)];

    internal override double RateAt(double learningRate, SchedulePosition position) =>
        learningRate * Math.Pow(Gamma, position.Time);

    internal override void Validate()
    {
        base.Validate();
        Require.AboveZeroToOne(Gamma, nameof(Gamma));
    }
}
