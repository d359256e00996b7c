using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Data;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Network;

namespace MlPipeline.Cli.Commands;

/// <summary>Prints the result of <c>train</c>; without a path if no model was saved.</summary>
internal sealed record TrainSummary(
    string Dataset,
    TrainingHistory History,
    MulticlassClassificationMetrics Test,
    double Seconds,
    string? ModelPath,
    PictureCounts? Pictures = null
)
{
    /// <summary>The path of the report; null for none.</summary>
    public string? ReportPath { get; init; }

    /// <summary>Whether the test images, rather than validation images, were evaluated after every epoch.</summary>
    public bool IsTestedEveryEpoch { get; init; }

    private double ImagesPerSecond =>
        History.Epochs.Sum(epoch => epoch.RowsPerSecond * epoch.Seconds) / History.Seconds;

    public void WriteJson() => JsonLine.Write(WriteFields);

    /// <summary>Writes the fields of the JSON object.</summary>
    public void WriteFields(Utf8JsonWriter json)
    {
        EpochResult last = History.Last;
        json.WriteString("dataset", Dataset);
        json.WriteString("mlnet", LibraryVersions.MLNet);
        json.WriteString("autoML", LibraryVersions.AutoML);
        json.WriteNumber("epochs", History.Epochs.Count);
        json.WriteString("stopReason", Choice.Of(History.StopReason));
        json.WriteNumber("weightsOfEpoch", History.WeightsOfEpoch);
        json.Number("trainAccuracy", last.Training.Accuracy);
        json.Number("trainLoss", last.Training.Loss);
        json.Number("validationAccuracy", IsTestedEveryEpoch ? null : last.Validation?.Accuracy);
        json.Number("bestValidationAccuracy", IsTestedEveryEpoch ? null : History.BestValidationAccuracy);
        json.Number("testAccuracy", Test.MicroAccuracy);
        json.Number("testLoss", Test.LogLoss);
        json.Number("seconds", Seconds);
        json.Number("imagesPerSecond", ImagesPerSecond);
        if (ModelPath != null)
            json.WriteString("model", ModelPath);
        Pictures?.WriteFields(json);
        if (ReportPath != null)
            json.WriteString("report", ReportPath);
    }

    public void WriteTables(IReadOnlyList<string> classNames)
    {
        List<(string, string)> rows =
        [
            ("training accuracy (last epoch, while learning)", Tables.Figure(History.Last.Training.Accuracy)),
            ("test accuracy", Tables.Figure(Test.MicroAccuracy)),
            ("test loss", Tables.Figure(Test.LogLoss)),
            ("seconds", Seconds.ToString("F1", CultureInfo.InvariantCulture)),
            ("images per second", ImagesPerSecond.ToString("N0", CultureInfo.InvariantCulture)),
        ];
        if (ModelPath != null)
            rows.Add(("model", ModelPath));
        if (ReportPath != null)
            rows.Add(("report", ReportPath));
        if (History.Last.Validation is { } validation)
            rows.Insert(
                1,
                (
                    "validation accuracy (last epoch; best)",
                    $"{Tables.Figure(validation.Accuracy)}; {Tables.Figure(History.BestValidationAccuracy!.Value)}"
                )
            );
        if (History.StopReason == StopReason.EarlyStopping)
            rows.Insert(0, ("stopped early; best epoch", $"{History.Last.Epoch}; {History.WeightsOfEpoch}"));
        if (Pictures is { BadImages: > 0 } bad)
            rows.Add(("bad images left out", bad.BadImages.ToString("N0", CultureInfo.InvariantCulture)));
        Console.WriteLine();
        Tables.Figures([.. rows]);
        ConfusionTable.Write(Console.Out, Test.ConfusionMatrix, classNames, color: !Console.IsOutputRedirected);
    }
}
