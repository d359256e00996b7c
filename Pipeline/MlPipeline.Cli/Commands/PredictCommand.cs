using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Cli.Commands;

/// <summary><c>mlpipeline predict</c>: what a saved model says of images.</summary>
internal sealed class PredictCommand
{
    private const int Side = 28;

    private readonly Option<string> _model = SharedOptions.Model("The model to use.");
    private readonly Option<string> _dataset = SharedOptions.Dataset("Data set of whose test images numbers are taken");
    private readonly Option<string> _invert = new("--invert") { Description = "Whether pictures are dark on light, as on paper, and become light on dark: auto (by their border), yes, no.", DefaultValueFactory = _ => "auto" };
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Argument<string[]> _images = new("IMAGE") { Description = "PNG, PNM or BMP files, or numbers of test images of --dataset.", Arity = ArgumentArity.OneOrMore };

    public static Command Create()
    {
        var predict = new PredictCommand();
        var command = new Command("predict", "Say what images show.") { predict._images, predict._model, predict._dataset, predict._invert, predict._json };
        command.SetAction(predict.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string invert = parsed.GetValue(_invert)!;
        if (invert is not ("auto" or "yes" or "no")) throw new InputException($"--invert is '{invert}'; give auto, yes or no.");
        var context = new MLContext();
        ITransformer model = ModelFile.Load(context, parsed.GetValue(_model)!, out DataViewSchema? input);
        string[] images = parsed.GetValue(_images)!;
        List<(string Image, string Name, float Probability)> predictions = PictureClassifier.Takes(input)
            ? Predict(images, new PictureClassifier(context, model).Classify)
            : Predict(images, Pixels(new ImageClassifier(context, model, Side * Side), parsed.GetValue(_dataset)!, invert));
        if (parsed.GetValue(_json)) JsonLine.Write(json => WriteJson(json, predictions));
        else foreach ((string image, string name, float probability) in predictions) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{image}: {name} ({100 * probability:F1} %)"));
        return 0;
    }

    private static List<(string Image, string Name, float Probability)> Predict(string[] images, Func<string, (string Name, float Probability)> classify) =>
        [.. images.Select(image => (image, classify(image))).Select(pair => (pair.image, pair.Item2.Name, pair.Item2.Probability))];

    private static Func<string, (string Name, float Probability)> Pixels(ImageClassifier classifier, string dataset, string invert)
    {
        ImageSet? set = null;
        return image => classifier.Classify(int.TryParse(image, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? TestImage(set ??= DatasetCatalog.LoadTest(dataset), index)
            : Picture(image, invert));
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

    private static byte[] TestImage(ImageSet set, int index) => index < set.Count
        ? set.Image(index).ToArray()
        : throw new InputException($"There is no test image {index}; the data set has images 0 to {set.Count - 1}.");

    private static byte[] Picture(string path, string invert)
    {
        GrayImage image = ImageFile.ReadGray(path).Resize(Side, Side);
        bool onLight = Border(image).Average(pixel => pixel) > 127;
        return (invert == "yes" || (invert == "auto" && onLight) ? image.Invert() : image).Pixels;
    }

    private static IEnumerable<byte> Border(GrayImage image) => image.Pixels.Where((_, i) =>
        i < Side || i >= Side * (Side - 1) || i % Side == 0 || i % Side == Side - 1);
}
