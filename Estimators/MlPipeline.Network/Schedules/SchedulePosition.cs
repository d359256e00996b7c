namespace MlPipeline.Network.Schedules;

/// <summary>A moment counted in the units of a schedule: epochs, or mini-batches.</summary>
/// <param name="Unit">Units that are over.</param>
/// <param name="UnitsPerEpoch">1, or the steps of an epoch.</param>
/// <param name="Epochs">Epochs of the whole training.</param>
/// <param name="Losses">The loss after each epoch that is over.</param>
internal readonly record struct SchedulePosition(long Unit, int UnitsPerEpoch, int Epochs, IReadOnlyList<double> Losses)
{
    /// <summary>Epochs that are over; with a fraction where the unit is a mini-batch.</summary>
    public double Time => (double)Unit / UnitsPerEpoch;

    public static SchedulePosition Of(TrainingMoment moment, ScheduleInterval interval) =>
        interval == ScheduleInterval.Epoch
            ? new SchedulePosition(moment.Epoch, 1, moment.Epochs, moment.Losses)
            : new SchedulePosition(
                (long)moment.Epoch * moment.StepsPerEpoch + moment.Step,
                moment.StepsPerEpoch,
                moment.Epochs,
                moment.Losses
            );

    /// <summary>
    /// From 1 to 0 along half a cosine wave, as <paramref name="share"/> goes from 0 to 1, and 0 ever after.
    /// </summary>
    public static double HalfCosine(double share) => (1 + Math.Cos(Math.PI * Math.Min(share, 1))) / 2;
}
