namespace MlPipeline.Reports;

/// <summary>How the best metric of a study grew.</summary>
public static class RunningBest
{
    /// <summary>The best metric of the trials so far that completed, after each trial; null before the first.</summary>
    /// <param name="trials">In the order they started.</param>
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
