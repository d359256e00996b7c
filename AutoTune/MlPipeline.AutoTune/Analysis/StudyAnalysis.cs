using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Analysis;

/// <summary>The result of a study: its best trials, and the effect of each parameter on the metric.</summary>
/// <param name="Ranking">
/// Complete and pruned trials, best first; pruned trials are ranked by their last metric.
/// </param>
/// <param name="Parameters">Most important first.</param>
public sealed record StudyAnalysis(IReadOnlyList<TrialRecord> Ranking, IReadOnlyList<ParameterEffect> Parameters)
{
    private const int LeastTrials = 4;

    /// <summary>The best complete trial; null if there is none.</summary>
    public TrialRecord? Best => Ranking.FirstOrDefault(trial => trial.State == TrialState.Complete);

    /// <summary>Analyses a study.</summary>
    /// <param name="header">The study.</param>
    /// <param name="trials">
    /// Its trials. Effects are computed from complete trials only, since the final metric of a pruned one is unknown.
    /// </param>
    /// <param name="seed">Seeds the forest of <see cref="ParameterEffect.Importance"/>.</param>
    public static StudyAnalysis Of(StudyHeader header, IReadOnlyList<TrialRecord> trials, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(trials);
        TrialRecord[] ranking = [.. Rank(header, trials, TrialState.Complete, TrialState.Pruned)];
        return new StudyAnalysis(
            ranking,
            Effects(
                header,
                [.. ranking.Where(trial => trial.State == TrialState.Complete).OrderBy(trial => trial.Id)],
                seed
            )
        );
    }

    /// <summary>Gets the best complete trial, the first among equals; null if there is none.</summary>
    internal static TrialRecord? BestOf(StudyHeader header, IReadOnlyList<TrialRecord> trials) =>
        Rank(header, trials, TrialState.Complete).FirstOrDefault();

    private static IEnumerable<TrialRecord> Rank(
        StudyHeader header,
        IReadOnlyList<TrialRecord> trials,
        params TrialState[] states
    ) =>
        trials
            .Where(trial => states.Contains(trial.State) && trial.Metric is { } metric && double.IsFinite(metric))
            .OrderBy(trial => header.IsMaximize ? -trial.Metric : trial.Metric)
            .ThenBy(trial => trial.Id);

    private static ParameterEffect[] Effects(StudyHeader header, TrialRecord[] trials, int seed)
    {
        ParameterColumn[] columns =
        [
            .. trials
                .SelectMany(trial => trial.Parameters.Keys)
                .Distinct()
                .Select(name => new ParameterColumn(name, trials)),
        ];
        double[] metrics = [.. trials.Select(trial => trial.Metric!.Value)];
        double[][] points = [.. trials.Select(trial => columns.Select(column => column.CoordinateOf(trial)).ToArray())];
        double[] importance =
            trials.Length < LeastTrials
                ? new double[columns.Length]
                : FunctionalAnova.Importance(points, metrics, [.. columns.Select(column => column.Levels)], seed);
        return
        [
            .. columns
                .Select(
                    (column, i) =>
                        new ParameterEffect(
                            column.Name,
                            importance[i],
                            column.IsNumeric && trials.Length >= LeastTrials
                                ? RankCorrelation.Of([.. points.Select(point => point[i])], metrics)
                                : null,
                            ValuesOf(column, trials, header.IsMaximize)
                        )
                )
                .OrderByDescending(effect => effect.Importance),
        ];
    }

    private static ValueEffect[] ValuesOf(ParameterColumn column, TrialRecord[] trials, bool isMaximize) =>
        [
            .. from value in column.Values
            let metrics = trials
                .Where(trial => column.TextOf(trial) == value)
                .Select(trial => trial.Metric!.Value)
                .ToArray()
            select new ValueEffect(
                value,
                metrics.Length,
                metrics.Average(),
                isMaximize ? metrics.Max() : metrics.Min()
            ),
        ];
}

/// <summary>The effect of a parameter on the metric of the complete trials.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Importance">
/// The share of the metric's variance that it explains alone, by fANOVA (Hutter et al. 2014), 0 to 1; 0 with under four
/// trials.
/// </param>
/// <param name="Correlation">
/// Spearman's rank correlation with the metric, -1 to 1; null if its values are not numbers or are constant.
/// </param>
/// <param name="Values">Its values in order; empty if it is continuous.</param>
public sealed record ParameterEffect(
    string Name,
    double Importance,
    double? Correlation,
    IReadOnlyList<ValueEffect> Values
);

/// <summary>The trials that have one value of a parameter.</summary>
/// <param name="Value">The value as text.</param>
/// <param name="Trials">The number of trials, at least 1.</param>
/// <param name="Mean">The mean of their metrics.</param>
/// <param name="Best">The best of their metrics.</param>
public sealed record ValueEffect(string Value, int Trials, double Mean, double Best);
