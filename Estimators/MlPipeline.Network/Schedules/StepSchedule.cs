using MlPipeline.Network.Schedules;

namespace MlPipeline.Network;

/// <summary><c>rate * gamma^floor(t / every)</c>, t being the epochs that are over.</summary>
public sealed record StepSchedule : LearningRateSchedule
{
    /// <summary>Epochs between two reductions, at least 1.</summary>
    public required int Every { get; init; }

    /// <summary>What the rate is multiplied by, above 0 and at most 1.</summary>
    public required double Gamma { get; init; }

    internal override string Name => "step";

    internal override IEnumerable<(string Key, object? Value)> Parameters =>
        [("every", Every), ("gamma", Gamma), IntervalOr(ScheduleInterval.Epoch)];

    internal override double RateAt(double learningRate, SchedulePosition position) =>
        learningRate * Math.Pow(Gamma, Math.Floor(position.Time / Every));

    internal override void Validate()
    {
        base.Validate();
        Require.AtLeast(1, Every, nameof(Every));
        Require.AboveZeroToOne(Gamma, nameof(Gamma));
    }
}
