using System.Globalization;
using Microsoft.ML;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Datasets;
using Spectre.Console;

namespace MlPipeline.Cli.Commands;

/// <summary>Loads a model from its file again and shows what it says of ten test images.</summary>
internal static class Samples
{
    private const int Count = 10;

    public static void Show(MLContext context, string path, ImageSet images)
    {
        var classifier = new ImageClassifier(context, ModelFile.Load(context, path), images.Size);
        var table = new Table().Border(TableBorder.Simple).Title($"{Count} predictions of {Markup.Escape(Path.GetFileName(path))}, loaded again");
        table.AddColumn(new TableColumn("test image").RightAligned()).AddColumn("is").AddColumn("predicted").AddColumn(new TableColumn("probability").RightAligned());
        for (int i = 0; i < Math.Min(Count, images.Count); i++)
        {
            string truth = images.ClassNames[images.Labels[i]];
            (string name, float probability) = classifier.Classify(images.Image(i));
            string color = name == truth ? "green" : "red";
            table.AddRow(i.ToString(CultureInfo.InvariantCulture), Markup.Escape(truth), $"[{color}]{Markup.Escape(name)}[/]", probability.ToString("P1", CultureInfo.InvariantCulture));
        }
        Tables.Write(table);
    }
}
