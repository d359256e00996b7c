using MlPipeline.Network.Schedules;

namespace MlPipeline.Network;

/// <summary>The learning rate stays what it is.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    internal override string Name => "constant";

    internal override IEnumerable<(string Key, object? Value)> Parameters => [];

    internal override double RateAt(double learningRate, SchedulePosition position) => learningRate;
}
