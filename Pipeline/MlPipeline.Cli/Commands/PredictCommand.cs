using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Cli.Commands;

/// <summary><c>mlpipeline predict</c>: classifies images with a saved model.</summary>
internal sealed class PredictCommand
{
    private readonly Option<string> _model = SharedOptions.Model("The model to use.");
    private readonly Option<string> _dataset = SharedOptions.Dataset("Data set of whose test images numbers are taken");
    private readonly Option<string?> _invert = PictureOptions.Invert();
    private readonly Option<string?> _prepare = PictureOptions.Prepare();
    private readonly Option<string?> _background = PictureOptions.Background(
        "the model's; where it has none, white, and black behind a picture that white would hide"
    );
    private readonly Option<string?> _maxPixels = PictureOptions.MaxPixels("the model's, 1e8 where it has none");
    private readonly Option<bool> _json = SharedOptions.Json();

    private readonly Argument<string[]> _images = new("IMAGE")
    {
        Description = $"{ImageFormats.Names} files, or numbers of test images of --dataset.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create()
    {
        var predict = new PredictCommand();
        var command = new Command("predict", "Classify images with a saved model.")
        {
            predict._images,
            predict._model,
            predict._dataset,
            predict._invert,
            predict._prepare,
            predict._background,
            predict._maxPixels,
            predict._json,
        };
        command.SetAction(predict.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        Func<ImagePreprocessing, ImagePreprocessing> change = Change(parsed);
        var context = new MLContext();
        string path = parsed.GetValue(_model)!;
        ITransformer model = ModelFile.Load(context, path, out DataViewSchema? input);
        List<(string Image, string Name, float Probability)> predictions = Predict(
            parsed.GetValue(_images)!,
            PictureClassifier.Takes(input)
                ? Files(parsed, context, model, path, change)
                : Pixels(
                    new ImageClassifier(context, model, ImageClassifier.SizeOf(input)),
                    parsed.GetValue(_dataset)!,
                    change
                )
        );
        if (parsed.GetValue(_json))
            JsonLine.Write(json => WriteJson(json, predictions));
        else
            foreach ((string image, string name, float probability) in predictions)
                Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{image}: {name} ({100 * probability:F1} %)")
                );
        return 0;
    }

    private static List<(string Image, string Name, float Probability)> Predict(
        string[] images,
        Func<string, (string Name, float Probability)> classify
    ) =>
        [
            .. images
                .Select(image => (image, classify(image)))
                .Select(pair => (pair.image, pair.Item2.Name, pair.Item2.Probability)),
        ];

    /// <summary>Applies the options to the rule by which images are read.</summary>
    private Func<ImagePreprocessing, ImagePreprocessing> Change(ParseResult parsed)
    {
        ImageInversion? inversion = PictureOptions.InvertOf(parsed, _invert);
        ImageFraming? framing = PictureOptions.PrepareOf(parsed, _prepare);
        RgbColor? background = PictureOptions.BackgroundOf(parsed, _background);
        long? maxPixels = PictureOptions.MaxPixelsOf(parsed, _maxPixels);
        return rule =>
            rule with
            {
                Inversion = inversion ?? rule.Inversion,
                Framing = framing ?? rule.Framing,
                Background = background ?? rule.Background,
                MaxPixels = maxPixels ?? rule.MaxPixels,
            };
    }

    private Func<string, (string Name, float Probability)> Files(
        ParseResult parsed,
        MLContext context,
        ITransformer model,
        string path,
        Func<ImagePreprocessing, ImagePreprocessing> change
    )
    {
        bool isChanged = ((Option[])[_invert, _prepare, _background, _maxPixels]).Any(option =>
            parsed.GetResult(option) is { Implicit: false }
        );
        return new PictureClassifier(context, isChanged ? PictureClassifier.With(model, path, change) : model).Classify;
    }

    private static Func<string, (string Name, float Probability)> Pixels(
        ImageClassifier classifier,
        string dataset,
        Func<ImagePreprocessing, ImagePreprocessing> change
    )
    {
        ImageSet? set = null;
        ImagePreprocessing rule = change(classifier.Preprocessing);
        rule.Validate();
        return image =>
            classifier.Classify(
                int.TryParse(image, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                    ? TestImage(set ??= DatasetCatalog.LoadTest(dataset), index)
                    : rule.Read(image).Pixels
            );
    }

    private static void WriteJson(Utf8JsonWriter json, List<(string Image, string Name, float Probability)> predictions)
    {
        json.WriteStartArray("predictions");
        foreach ((string image, string name, float probability) in predictions)
        {
            json.WriteStartObject();
            json.WriteString("image", image);
            json.WriteString("predictedLabel", name);
            json.WriteNumber("probability", probability);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static byte[] TestImage(ImageSet set, int index) =>
        index < set.Count
            ? set.Image(index).ToArray()
            : throw new InputException(
                $"There is no test image {index}; the data set has images 0 to {set.Count - 1}."
            );
}
