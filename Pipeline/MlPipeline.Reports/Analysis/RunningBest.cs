namespace MlPipeline.Reports;

/// <summary>Computes the best metric of a study after each trial.</summary>
public static class RunningBest
{
    /// <summary>Gets the best metric of the complete trials so far, after each trial; null before the first.</summary>
    /// <param name="trials">The trials, in the order of their start.</param>
    /// <param name="maximize">Whether higher is better.</param>
    public static IReadOnlyList<double?> Of(IReadOnlyList<StudyTrial> trials, bool maximize)
    {
        ArgumentNullException.ThrowIfNull(trials);
        var running = new double?[trials.Count];
        double? best = null;
        for (int i = 0; i < running.Length; i++)
        {
            if (
                trials[i] is { State: StudyTrialState.Completed, Metric: { } metric }
                && double.IsFinite(metric)
                && (best == null || (maximize ? metric > best : metric < best))
            )
                best = metric;
            running[i] = best;
        }
        return running;
    }
}
