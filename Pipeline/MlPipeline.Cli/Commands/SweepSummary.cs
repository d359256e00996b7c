using System.Globalization;
using MlPipeline.AutoTune.Analysis;
using MlPipeline.AutoTune.Storage;
using MlPipeline.Cli.Output;
using MlPipeline.Cli.Reporting;
using Spectre.Console;

namespace MlPipeline.Cli.Commands;

/// <summary>Prints the result of <c>sweep</c> at its end or interruption.</summary>
internal sealed record SweepSummary(
    string Study,
    IReadOnlyList<TrialRecord> Trials,
    StudyAnalysis Analysis,
    double? TestAccuracy,
    double Seconds,
    string Directory
)
{
    /// <summary>The path of the report; null for none.</summary>
    public string? ReportPath { get; init; }

    private const int ShownParameters = 8;

    public void Write(bool json)
    {
        if (json)
            WriteJson(Analysis.Best);
        else
            WriteTables();
    }

    private void WriteJson(TrialRecord? best) =>
        JsonLine.Write(json =>
        {
            json.Number("bestValidationAccuracy", best?.Metric);
            json.WriteStartObject("bestParameters");
            foreach ((string name, object value) in best?.Parameters ?? new Dictionary<string, object>())
            {
                json.WritePropertyName(name);
                switch (value)
                {
                    case long whole:
                        json.WriteNumberValue(whole);
                        break;
                    case double number:
                        json.WriteNumberValue(number);
                        break;
                    case bool flag:
                        json.WriteBooleanValue(flag);
                        break;
                    default:
                        json.WriteStringValue((string)value);
                        break;
                }
            }
            json.WriteEndObject();
            json.Number("testAccuracy", TestAccuracy);
            json.WriteNumber("trials", Trials.Count(trial => trial.State != TrialState.Running));
            json.WriteNumber("prunedTrials", Trials.Count(trial => trial.State == TrialState.Pruned));
            json.WriteNumber("epochs", Trials.Sum(trial => trial.Epochs.Count));
            json.Number("seconds", Seconds);
            json.WriteString("study", Study);
            if (ReportPath != null)
                json.WriteString("report", ReportPath);
        });

    private void WriteTables()
    {
        string States(params TrialState[] states) =>
            string.Join(
                ", ",
                states
                    .Select(state => (State: state, Count: Trials.Count(trial => trial.State == state)))
                    .Where(pair => pair.Count > 0)
                    .Select(pair => $"{pair.Count} {pair.State.ToString().ToLowerInvariant()}")
            );
        List<(string, string)> rows =
        [
            ("best validation accuracy", Tables.Figure(Analysis.Best?.Metric)),
            ("test accuracy of the final fit", Tables.Figure(TestAccuracy)),
            (
                "trials",
                States(
                    TrialState.Complete,
                    TrialState.Pruned,
                    TrialState.Failed,
                    TrialState.Diverged,
                    TrialState.Cancelled,
                    TrialState.Running
                )
            ),
            ("epochs", Trials.Sum(trial => trial.Epochs.Count).ToString("N0", CultureInfo.InvariantCulture)),
            ("seconds", Seconds.ToString("F1", CultureInfo.InvariantCulture)),
            ("study", Directory),
        ];
        if (Analysis.Best is { } best)
            rows.InsertRange(
                1,
                best.Parameters.Select(pair =>
                    ("  " + pair.Key, Convert.ToString(pair.Value, CultureInfo.InvariantCulture)!)
                )
            );
        if (TestAccuracy != null)
            rows.Add(("model", Path.Combine(Directory, FinalModel.ModelName)));
        if (ReportPath != null)
            rows.Add(("report", ReportPath));
        Tables.Figures([.. rows]);
        if (Analysis.Parameters.All(effect => effect.Importance == 0))
            return;
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("parameter")
            .AddColumn(new TableColumn("importance").RightAligned())
            .AddColumn("mean validation accuracy by value");
        foreach (
            ParameterEffect effect in Analysis.Parameters.Where(effect => effect.Importance > 0).Take(ShownParameters)
        )
            table.AddRow(
                Markup.Escape(effect.Name),
                effect.Importance.ToString("P0", CultureInfo.InvariantCulture),
                Markup.Escape(
                    string.Join("  ", effect.Values.Select(value => $"{value.Value}: {Tables.Figure(value.Mean)}"))
                )
            );
        Tables.Write(table);
    }
}
