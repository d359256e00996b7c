using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Analysis;

/// <summary>What a study has shown: which trials were best, and which parameters that was due to.</summary>
/// <param name="Ranking">
/// Complete and pruned trials, best first; a pruned one by what it had reached when it was stopped.
/// </param>
/// <param name="Parameters">Most important first.</param>
public sealed record StudyAnalysis(IReadOnlyList<TrialRecord> Ranking, IReadOnlyList<ParameterEffect> Parameters)
{
    private const int LeastTrials = 4;

    /// <summary>The best complete trial; null where none is.</summary>
    public TrialRecord? Best => Ranking.FirstOrDefault(trial => trial.State == TrialState.Complete);

    /// <summary>Analyses a study.</summary>
    /// <param name="header">The study.</param>
    /// <param name="trials">
    /// Its trials. Effects are those of the complete ones: what a pruned one would have reached is not known.
    /// </param>
    /// <param name="seed">Of the forest behind <see cref="ParameterEffect.Importance"/>.</param>
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

    /// <summary>The best complete trial, the first of equals; null where none is.</summary>
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

/// <summary>What a parameter did to the metric, over the complete trials.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Importance">
/// The share of the metric's variance that it explains alone, by fANOVA (Hutter et al. 2014), 0 to 1; 0 with under four
/// trials.
/// </param>
/// <param name="Correlation">
/// Spearman's rank correlation with the metric, -1 to 1; null where its values are no numbers, or do not vary.
/// </param>
/// <param name="Values">Its values in order; none where it is continuous.</param>
public sealed record ParameterEffect(
    string Name,
    double Importance,
    double? Correlation,
    IReadOnlyList<ValueEffect> Values
);

/// <summary>The trials that had a value.</summary>
/// <param name="Value">In words.</param>
/// <param name="Trials">How many, at least 1.</param>
/// <param name="Mean">Mean of their metrics.</param>
/// <param name="Best">The best of their metrics.</param>
public sealed record ValueEffect(string Value, int Trials, double Mean, double Best);
