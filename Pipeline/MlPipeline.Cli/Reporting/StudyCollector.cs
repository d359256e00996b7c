using System.Globalization;
using MlPipeline.AutoTune.Analysis;
using MlPipeline.AutoTune.Storage;
using MlPipeline.Cli.Output;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Reporting;

/// <summary>Creates the report of a study from its header and trials.</summary>
internal static class StudyCollector
{
    private const double LogarithmicSpan = 100;

    /// <param name="header">The study.</param>
    /// <param name="trials">Its trials by id.</param>
    /// <param name="analysis">The analysis of its trials.</param>
    /// <param name="final">The figures of its final model; null if there is none.</param>
    /// <param name="directory">The directory of its models.</param>
    /// <param name="settings">The settings of the search; if empty, those in the header of the study.</param>
    public static StudyReport Collect(
        StudyHeader header,
        IReadOnlyList<TrialRecord> trials,
        StudyAnalysis analysis,
        FinalModel? final,
        string directory,
        IReadOnlyList<NamedValue> settings
    )
    {
        StudyTrial[] shown = [.. trials.Select(Trial)];
        return Describe(header, trials, analysis, final, directory, settings) with
        {
            Trials = shown,
            RunningBest = RunningBest.Of(shown, header.IsMaximize),
        };
    }

    /// <summary>Creates the report without its trials.</summary>
    /// <inheritdoc cref="Collect"/>
    public static StudyReport Describe(
        StudyHeader header,
        IReadOnlyList<TrialRecord> trials,
        StudyAnalysis analysis,
        FinalModel? final,
        string directory,
        IReadOnlyList<NamedValue> settings
    ) =>
        new()
        {
            Title = $"Study {header.Name}",
            Created = DateTimeOffset.Now,
            Versions = LibraryVersions.All(),
            // The metric is measured on the validation rows.
            Metric = new StudyMetric(
                header.Metric == "MicroAccuracy" ? "validation accuracy" : header.Metric,
                header.IsMaximize
            ),
            Parameters =
            [
                .. header.Space.Select(parameter => Parameter(parameter.Key, parameter.Value, trials, analysis)),
            ],
            Trials = [],
            Settings = [new("study", header.Name), .. settings.Count > 0 ? settings : Remembered(header)],
            Best = analysis.Best is { } best ? BestTrial.Of(header, best) : null,
            FinalModel = final?.Figures(directory) ?? [],
        };

    /// <summary>Converts one trial.</summary>
    public static StudyTrial Trial(TrialRecord trial) =>
        new()
        {
            Number = trial.Id,
            State = trial.State switch
            {
                TrialState.Complete => StudyTrialState.Completed,
                TrialState.Pruned => StudyTrialState.Pruned,
                TrialState.Running => StudyTrialState.Running,
                TrialState.Cancelled => StudyTrialState.Cancelled,
                _ => StudyTrialState.Failed,
            },
            Parameters = trial.Parameters.ToDictionary(pair => pair.Key, pair => Value(pair.Value)),
            Values = [.. trial.Epochs.Select(epoch => Finite(epoch.Metric))],
            Metric = Finite(trial.Metric),
            PlannedEpochs =
                trial.Epochs.Count > 0 ? trial.Epochs[^1].Epochs
                : trial.Parameters.GetValueOrDefault("Epochs") is long epochs ? (int)epochs
                : null,
            Seconds = trial.State == TrialState.Running ? trial.Epochs.Sum(epoch => epoch.Seconds) : trial.Seconds,
            Seed = trial.Seed,
            Message =
                trial.Error
                ?? (trial.State == TrialState.Pruned ? $"Stopped early, after epoch {trial.Epochs.Count}." : null),
        };

    private static IEnumerable<NamedValue> Remembered(StudyHeader header) =>
        header
            .Options.Select(option => new NamedValue(option.Key, option.Value))
            .Concat(header.Space.Select(parameter => new NamedValue(parameter.Key, parameter.Value)));

    private static StudyParameter Parameter(
        string name,
        string domain,
        IReadOnlyList<TrialRecord> trials,
        StudyAnalysis analysis
    )
    {
        object[] seen =
        [
            .. trials.Select(trial => trial.Parameters.GetValueOrDefault(name)).OfType<object>().Distinct(),
        ];
        bool isNumber = seen.Length > 0 && seen.All(value => value is long or double);
        ParameterEffect? effect = analysis.Parameters.FirstOrDefault(effect => effect.Name == name);
        return new StudyParameter
        {
            Name = name,
            IsNumber = isNumber,
            IsLogarithmic = isNumber && IsLogarithmic(domain, seen),
            Words = isNumber ? [] : Words(domain, seen),
            // All are zero if there are too few trials.
            Importance = analysis.Parameters.Any(other => other.Importance > 0) ? effect?.Importance : null,
            Correlation = effect?.Correlation,
        };
    }

    // A choice of numbers has no scale of its own; one that spans powers of ten is read on a logarithmic one.
    private static bool IsLogarithmic(string domain, object[] seen)
    {
        double[] numbers = [.. seen.Select(value => Convert.ToDouble(value, CultureInfo.InvariantCulture))];
        if (numbers.Min() <= 0)
            return false;
        return domain.EndsWith(", log", StringComparison.Ordinal)
            || (domain.Contains(" | ", StringComparison.Ordinal) && numbers.Max() / numbers.Min() >= LogarithmicSpan);
    }

    // The space's order; in that of their coming where a word holds the separator.
    private static string[] Words(string domain, object[] seen)
    {
        string[] words = [.. seen.Select(value => Value(value).ToString())];
        string[] inOrder =
        [
            .. domain.Split(" | ").Select(word => word is "True" or "False" ? word.ToLowerInvariant() : word),
        ];
        return words.All(inOrder.Contains) ? inOrder : words;
    }

    private static ParameterValue Value(object value) =>
        value switch
        {
            long whole => ParameterValue.Of(whole),
            double number => ParameterValue.Of(number),
            bool flag => ParameterValue.Of(flag ? "true" : "false"),
            _ => ParameterValue.Of((string)value),
        };

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
