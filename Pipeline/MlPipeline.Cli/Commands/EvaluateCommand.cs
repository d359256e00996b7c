using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Cli.Commands;

/// <summary>
/// <c>mlpipeline evaluate</c>: evaluates a saved model on the test images of a data set or on folders of images.
/// </summary>
internal sealed class EvaluateCommand
{
    private readonly Option<string> _model = SharedOptions.Model("The model to evaluate.");
    private readonly Option<string> _dataset = SharedOptions.Dataset("Data set whose test images are used");

    private readonly Option<string?> _images = new("--images")
    {
        Description =
            $"Instead, for models of pictures: the pictures ({ImageFormats.Names}) in this folder, one folder a class.",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _skip = PictureOptions.SkipBadImages();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<bool> _verbose = SharedOptions.Verbose();

    public static Command Create()
    {
        var evaluate = new EvaluateCommand();
        var command = new Command(
            "evaluate",
            "Evaluate a saved model on the test images of a data set, or on folders of pictures."
        )
        {
            evaluate._model,
            evaluate._dataset,
            evaluate._images,
            evaluate._skip,
            evaluate._json,
            evaluate._verbose,
        };
        command.SetAction(evaluate.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string? images = parsed.GetValue(_images);
        CheckOptions(parsed, images);
        var context = new MLContext();
        using var log = new ContextLog(context, parsed.GetValue(_verbose));
        string path = parsed.GetValue(_model)!;
        ITransformer model = ModelFile.Load(context, path, out DataViewSchema? input);
        bool takesPictures = PictureClassifier.Takes(input);
        if (takesPictures && images == null)
            throw new InputException(
                $"'{path}' is a model of pictures; give --images FOLDER, with a folder for each class."
            );
        if (!takesPictures && images != null)
            throw new InputException(
                $"'{path}' is a model of a data set, not of pictures; give --dataset instead of --images."
            );
        EvaluationInput data =
            images == null
                ? EvaluationInput.OfDataset(context, parsed.GetValue(_dataset)!)
                : EvaluationInput.OfFolder(context, images, model, parsed.GetValue(_skip));
        IDataView scored = model.Transform(data.Rows);
        string[] known = ImageClassifier.ClassNames(scored.Schema["Score"]);
        data.CheckClasses(known, scored.Schema["Score"].HasSlotNames(), path);
        MulticlassClassificationMetrics metrics = PictureErrors.Unwrapped(() =>
            context.MulticlassClassification.Evaluate(scored)
        );
        if (parsed.GetValue(_json))
            WriteJson(data, path, metrics);
        else
            WriteTables(data, path, metrics, images == null ? data.ClassNames : known);
        return 0;
    }

    private void CheckOptions(ParseResult parsed, string? images)
    {
        if (images == null && parsed.GetValue(_skip))
            throw new InputException($"{_skip.Name} is for folders of pictures; give --images FOLDER as well.");
        if (images != null && parsed.GetResult(_dataset) is { Implicit: false })
        {
            throw new InputException(
                $"Both --images '{images}' and --dataset '{parsed.GetValue(_dataset)}' are given; give one of them."
            );
        }
    }

    private static void WriteJson(EvaluationInput data, string path, MulticlassClassificationMetrics metrics) =>
        JsonLine.Write(writer =>
        {
            writer.WriteString("dataset", data.Name);
            writer.WriteString("mlnet", LibraryVersions.MLNet);
            writer.WriteString("autoML", LibraryVersions.AutoML);
            writer.WriteString("model", path);
            writer.WriteNumber("images", data.Count);
            writer.Number("testAccuracy", metrics.MicroAccuracy);
            writer.Number("testLoss", metrics.LogLoss);
            writer.Number("macroAccuracy", metrics.MacroAccuracy);
            data.Pictures?.WriteFields(writer);
        });

    private static void WriteTables(
        EvaluationInput data,
        string path,
        MulticlassClassificationMetrics metrics,
        IReadOnlyList<string> classNames
    )
    {
        Console.WriteLine($"{data.Title}\n");
        Tables.Figures(
            ("model", path),
            ("test images", data.Count.ToString("N0", CultureInfo.InvariantCulture)),
            ("test accuracy", metrics.MicroAccuracy.ToString("F4", CultureInfo.InvariantCulture)),
            ("test loss", metrics.LogLoss.ToString("F4", CultureInfo.InvariantCulture))
        );
        ConfusionTable.Write(Console.Out, metrics.ConfusionMatrix, classNames, color: !Console.IsOutputRedirected);
    }
}
