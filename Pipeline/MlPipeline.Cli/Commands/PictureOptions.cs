using System.CommandLine;
using System.Globalization;
using MlPipeline.Cli.Input;
using MlPipeline.Datasets.Images;
using MlPipeline.Foundation;

namespace MlPipeline.Cli.Commands;

/// <summary>Options for image files that several commands share.</summary>
internal static class PictureOptions
{
    private static readonly string[] Framings = ["mnist", "none"];

    public static Option<string?> Background(string otherwise) =>
        new("--background")
        {
            Description = $"Colour behind transparent pixels: {RgbColor.Form}. Default: {otherwise}.",
            HelpName = "COLOR",
        };

    public static Option<string?> MaxPixels(string otherwise) =>
        new("--max-pixels")
        {
            Description =
                "Refuse a picture whose header declares more pixels (width times height), before it is decoded. "
                + $"Default: {otherwise}.",
            HelpName = "N",
        };

    public static Option<bool> SkipBadImages() =>
        new("--skip-bad-images")
        {
            Description =
                "Leave out pictures that are empty, damaged, incomplete or too large, and count and name them; "
                + "without it they are errors.",
        };

    public static Option<string?> Invert() =>
        new("--invert")
        {
            Description =
                "Whether pictures become their negatives: auto (those with a light edge, so that dark on light, as on "
                + "paper, becomes light on dark), yes, no. Default: auto for models of a data set; no for models of "
                + "pictures, which take pictures as they were trained on them.",
            HelpName = "auto|yes|no",
        };

    public static Option<string?> Prepare() =>
        new("--prepare")
        {
            Description =
                "How what a picture shows is framed: mnist (ink cut out, brought into 20x20 pixels, centred by mass in "
                + "28x28, paper brought to 0), none (the whole picture). Default: mnist for models of a data set whose "
                + "classes are the digits 0 to 9 and whose images are 28x28; otherwise none.",
            HelpName = string.Join('|', Framings),
        };

    /// <summary>Gets the given color; null if none was given.</summary>
    /// <exception cref="InputException">The text is not a color.</exception>
    public static RgbColor? BackgroundOf(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is not { } text ? null
        : RgbColor.TryParse(text, out RgbColor color) ? color
        : throw new InputException($"{option.Name} is '{text}'; give {RgbColor.Form}.");

    /// <summary>Gets the given number; null if none was given.</summary>
    /// <exception cref="InputException">It is not an integer in the range.</exception>
    public static long? MaxPixelsOf(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        bool isWhole = InvariantNumber.TryParseDouble(text, out double value) && value == Math.Floor(value);
        if (isWhole && value is >= 1 and <= ImageFile.MostMaxPixels)
            return (long)value;
        string most = ImageFile.MostMaxPixels.ToString(CultureInfo.InvariantCulture);
        throw new InputException(
            $"{option.Name} is '{text}'; give a whole number of pixels from 1 to {most}, such as 2e7."
        );
    }

    /// <summary>Gets the given value; null if none was given.</summary>
    /// <exception cref="InputException">It is not one of the allowed words.</exception>
    public static ImageInversion? InvertOf(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) switch
        {
            null => null,
            "auto" => ImageInversion.Auto,
            "yes" => ImageInversion.Yes,
            "no" => ImageInversion.No,
            var text => throw new InputException($"{option.Name} is '{text}'; give auto, yes or no."),
        };

    /// <summary>Gets the given value; null if none was given.</summary>
    /// <exception cref="InputException">It is not one of the allowed words.</exception>
    public static ImageFraming? PrepareOf(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) switch
        {
            null => null,
            "mnist" => ImageFraming.Mnist,
            "none" => ImageFraming.Whole,
            var text => throw new InputException($"{option.Name} is '{text}'; give {string.Join(" or ", Framings)}."),
        };
}
