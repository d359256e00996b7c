using System.Globalization;
using Microsoft.ML;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Images;
using Spectre.Console;

namespace MlPipeline.Cli.Commands;

/// <summary>Loads a model from its file and shows its predictions for ten test images.</summary>
internal static class Samples
{
    private const int Count = 10;

    public static void Show(MLContext context, string path, ImageSet images)
    {
        var classifier = new ImageClassifier(context, ModelFile.Load(context, path), (images.Height, images.Width));
        Show(
            path,
            Enumerable
                .Range(0, Math.Min(Count, images.Count))
                .Select(i =>
                    (
                        i.ToString(CultureInfo.InvariantCulture),
                        images.ClassNames[images.Labels[i]],
                        classifier.Classify(images.Image(i))
                    )
                )
        );
    }

    public static void Show(MLContext context, string path, ImageFolder images)
    {
        var classifier = new PictureClassifier(context, ModelFile.Load(context, path));
        // Spread over the classes, whose files follow one another.
        int step = Math.Max(1, images.Files.Count / Count);
        Show(
            path,
            images
                .Files.Where((_, i) => i % step == 0)
                .Take(Count)
                .Select(file =>
                    (Path.GetRelativePath(images.Path, file.Path), file.ClassName, classifier.Classify(file.Path))
                )
        );
    }

    private static void Show(
        string path,
        IEnumerable<(string Image, string Truth, (string Name, float Probability) Prediction)> predictions
    )
    {
        var table = new Table()
            .Border(TableBorder.Simple)
            .Title($"{Count} predictions of {Markup.Escape(Path.GetFileName(path))}, loaded again");
        table
            .AddColumn(new TableColumn("test image").RightAligned())
            .AddColumn("is")
            .AddColumn("predicted")
            .AddColumn(new TableColumn("probability").RightAligned());
        foreach ((string image, string truth, (string name, float probability)) in predictions)
        {
            string color = name == truth ? "green" : "red";
            table.AddRow(
                Markup.Escape(image),
                Markup.Escape(truth),
                $"[{color}]{Markup.Escape(name)}[/]",
                probability.ToString("P1", CultureInfo.InvariantCulture)
            );
        }
        Tables.Write(table);
    }
}
