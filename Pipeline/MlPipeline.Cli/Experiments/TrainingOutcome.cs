using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Cli.Commands;
using MlPipeline.Cli.Output;
using MlPipeline.Network;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Experiments;

/// <summary>The result of a training: its figures, tables and curves.</summary>
internal sealed record TrainingOutcome
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> ClassNames { get; init; }

    public required ITransformer Model { get; init; }

    public required TrainSummary Summary { get; init; }

    public required RunReport Report { get; init; }

    public double TestAccuracy => Summary.Test.MicroAccuracy;

    public double TestError => 1 - TestAccuracy;

    /// <summary>The validation accuracy of the last epoch; NaN without validation rows.</summary>
    public double ValidationAccuracy =>
        IsTestedEveryEpoch ? double.NaN : Summary.History.Last.Validation?.Accuracy ?? double.NaN;

    /// <summary>The best test accuracy of an epoch; the last one's if the others were not tested.</summary>
    public double BestTestAccuracy => IsTestedEveryEpoch ? Summary.History.BestValidationAccuracy!.Value : TestAccuracy;

    private bool IsTestedEveryEpoch => Summary.IsTestedEveryEpoch;

    private IReadOnlyList<EpochFigures> Epochs => Report.Epochs;

    /// <summary>Writes the fields of <c>train</c> and the figures of every epoch.</summary>
    public void Write(Utf8JsonWriter json)
    {
        Summary.WriteFields(json);
        if (IsTestedEveryEpoch)
            json.Number("bestTestAccuracy", BestTestAccuracy);
        json.WriteStartArray("history");
        foreach (EpochFigures epoch in Epochs)
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", epoch.Epoch);
            json.Number("trainLoss", epoch.TrainLoss);
            json.Number("trainAccuracy", epoch.TrainAccuracy);
            if (epoch.ValidationLoss != null)
                json.Number("validationLoss", epoch.ValidationLoss);
            if (epoch.ValidationAccuracy != null)
                json.Number("validationAccuracy", epoch.ValidationAccuracy);
            if (epoch.TestLoss != null)
                json.Number("testLoss", epoch.TestLoss);
            if (epoch.TestAccuracy != null)
                json.Number("testAccuracy", epoch.TestAccuracy);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Writes all outcomes as an array of objects with their names.</summary>
    public static void WriteAll(Utf8JsonWriter json, IEnumerable<TrainingOutcome> outcomes)
    {
        json.WriteStartArray("runs");
        foreach (TrainingOutcome outcome in outcomes)
        {
            json.WriteStartObject();
            json.WriteString("name", outcome.Name);
            outcome.Write(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public TableItem EpochTable()
    {
        bool isEvaluated = Summary.History.Last.Validation != null;
        string set = IsTestedEveryEpoch ? "test" : "validation";
        return new TableItem
        {
            Title = $"{Name}: epochs",
            Columns =
            [
                "epoch",
                "training loss",
                "training accuracy",
                .. isEvaluated ? (string[])[$"{set} loss", $"{set} accuracy"] : [],
                "seconds",
            ],
            Rows =
            [
                .. Summary.History.Epochs.Select(epoch =>
                    (string[])
                        [
                            $"{epoch.Epoch}",
                            .. Texts(epoch.Training),
                            .. epoch.Validation is { } other ? Texts(other) : [],
                            epoch.Seconds.ToString("F1", CultureInfo.InvariantCulture),
                        ]
                ),
            ],
        };
    }

    /// <summary>Gets a figure of every epoch as a curve.</summary>
    public Series Curve(string name, Func<EpochFigures, double?> figure) =>
        new($"{Name}, {name}", [.. Epochs.Select(epoch => (double)epoch.Epoch)], [.. Epochs.Select(figure)]);

    public TableItem ConfusionTable() =>
        new()
        {
            Title = $"{Name}: confusion matrix (rows: true class)",
            Columns = ["", .. ClassNames],
            Rows =
            [
                .. Summary.Test.ConfusionMatrix.Counts.Select(
                    (row, i) =>
                        (string[])
                            [ClassNames[i], .. row.Select(count => count.ToString("0", CultureInfo.InvariantCulture))]
                ),
            ],
        };

    /// <summary>Creates a table with the final figures of each training.</summary>
    public static TableItem Compare(string title, IEnumerable<TrainingOutcome> outcomes) =>
        new()
        {
            Title = title,
            Columns = ["", "training accuracy", "test accuracy", "test error", "test loss", "seconds"],
            Rows =
            [
                .. outcomes.Select(outcome =>
                    (string[])
                        [
                            outcome.Name,
                            Tables.Figure(outcome.Summary.History.Last.Training.Accuracy),
                            Tables.Figure(outcome.TestAccuracy),
                            Percent(outcome.TestError),
                            Tables.Figure(outcome.Summary.Test.LogLoss),
                            outcome.Summary.Seconds.ToString("F1", CultureInfo.InvariantCulture),
                        ]
                ),
            ],
        };

    private static string[] Texts(Evaluation evaluation) =>
        [Tables.Figure(evaluation.Loss), Tables.Figure(evaluation.Accuracy)];

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F2} %");
}
