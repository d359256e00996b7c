using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Datasets;

namespace MlPipeline.Cli.Commands;

/// <summary><c>mlpipeline evaluate</c>: a saved model on the test images of a data set.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        Option<string> model = SharedOptions.Model("The model to evaluate."), dataset = SharedOptions.Dataset("Data set whose test images are used");
        Option<bool> json = SharedOptions.Json(), verbose = SharedOptions.Verbose();
        var command = new Command("evaluate", "Evaluate a saved model on the test images of a data set.") { model, dataset, json, verbose };
        command.SetAction(parsed => Run(parsed.GetValue(model)!, parsed.GetValue(dataset)!, parsed.GetValue(json), parsed.GetValue(verbose)));
        return command;
    }

    private static int Run(string path, string dataset, bool json, bool verbose)
    {
        var context = new MLContext();
        using var log = new ContextLog(context, verbose);
        ITransformer model = ModelFile.Load(context, path);
        ImageSet images = DatasetCatalog.LoadTest(dataset);
        IDataView scored = model.Transform(context.Data.LoadFromImages(images));
        CheckClasses(scored.Schema["Score"], path, dataset, images.ClassNames);
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(scored);
        if (json)
        {
            JsonLine.Write(writer =>
            {
                writer.WriteString("dataset", dataset);
                writer.WriteString("mlnet", LibraryVersions.MLNet);
                writer.WriteString("autoML", LibraryVersions.AutoML);
                writer.WriteString("model", path);
                writer.WriteNumber("images", images.Count);
                writer.Number("testAccuracy", metrics.MicroAccuracy);
                writer.Number("testLoss", metrics.LogLoss);
                writer.Number("macroAccuracy", metrics.MacroAccuracy);
            });
            return 0;
        }
        Console.WriteLine($"{DatasetCatalog.TitleOf(dataset)}\n");
        Tables.Figures(
            ("model", path),
            ("test images", images.Count.ToString("N0", CultureInfo.InvariantCulture)),
            ("test accuracy", metrics.MicroAccuracy.ToString("F4", CultureInfo.InvariantCulture)),
            ("test loss", metrics.LogLoss.ToString("F4", CultureInfo.InvariantCulture)));
        ConfusionTable.Write(Console.Out, metrics.ConfusionMatrix, images.ClassNames, color: !Console.IsOutputRedirected);
        return 0;
    }

    // Metrics of a model that learned other classes would be numbers without meaning.
    private static void CheckClasses(DataViewSchema.Column score, string path, string dataset, IReadOnlyList<string> classNames)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (!score.HasSlotNames()) return;
        score.GetSlotNames(ref names);
        string[] known = [.. names.DenseValues().Select(name => name.ToString())];
        if (!known.SequenceEqual(classNames))
            throw new InputException($"'{path}' knows the classes {string.Join(", ", known)}, '{dataset}' has {string.Join(", ", classNames)}; give the data set the model was trained on (--dataset).");
    }
}
