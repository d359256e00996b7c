using System.CommandLine;
using System.Globalization;
using MlPipeline.Cli.Input;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Cli.Commands;

/// <summary>Training on folders of pictures.</summary>
internal sealed class ImageFolderArguments
{
    private const int MostSide = 1024;
    private const double HeldOut = 0.1;

    private readonly Option<string?> _images = new("--images") { Description = "Train on pictures (PNG, PNM, BMP) in this folder instead of a data set: one folder a class." };
    private readonly Option<string?> _test = new("--test-images") { Description = "The folder of pictures to test on, made up like --images. Default: a tenth of --images is held out." };
    private readonly Option<string> _size = new("--image-size") { Description = "Width and height that pictures are brought to; their proportions stay, and what is left over is black.", DefaultValueFactory = _ => "28x28" };
    private readonly Option<bool> _skip = new("--skip-bad-images") { Description = "Leave out files that are no pictures, or damaged ones, and count them; without it they are errors." };

    public IEnumerable<Option> All => [_images, _test, _size, _skip];

    /// <summary>The folders; null where a data set is to be trained on.</summary>
    /// <exception cref="InputException">Options contradict each other.</exception>
    public Folders? Read(ParseResult parsed, Option<string> dataset, int seed)
    {
        if (parsed.GetValue(_images) is not { } path)
        {
            Option? alone = All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
            return alone == null ? null : throw new InputException($"{alone.Name} is for folders of pictures; give --images FOLDER as well.");
        }
        if (parsed.GetResult(dataset) is { Implicit: false }) throw new InputException($"Both --images '{path}' and {dataset.Name} '{parsed.GetValue(dataset)}' are given; give one of them.");
        (int width, int height) = Size(parsed.GetValue(_size)!);
        bool skip = parsed.GetValue(_skip);
        ImageFolder all = ImageFolder.Read(path, skipBadImages: skip);
        if (all.ClassNames.Count < 2) throw new InputException($"--images '{path}' holds one class, '{all.ClassNames[0]}'; put in a folder for each of two or more.");
        ImageFolder training = all, test;
        if (parsed.GetValue(_test) is { } testPath)
        {
            test = ImageFolder.Read(testPath, skipBadImages: skip);
            string? unknown = test.ClassNames.Except(all.ClassNames, StringComparer.Ordinal).FirstOrDefault();
            if (unknown != null) throw new InputException($"--test-images '{testPath}' has class '{unknown}', which --images '{path}' does not have; its classes are {string.Join(", ", all.ClassNames)}.");
        }
        else
        {
            (training, test) = all.Split(HeldOut, seed);
            if (test.Files.Count == 0) throw new InputException($"--images '{path}' has {all.Files.Count} pictures, too few to hold some out for a test; give --test-images.");
        }
        return new Folders(training, test, width, height, [.. all.BadImages, .. test.BadImages]);
    }

    private (int Width, int Height) Size(string text)
    {
        string[] sides = text.Split('x', 'X');
        int width = 0, height = 0;
        bool valid = sides.Length == 2
            && int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out width) && int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out height)
            && width is >= 1 and <= MostSide && height is >= 1 and <= MostSide;
        return valid ? (width, height) : throw new InputException($"{_size.Name} is '{text}'; give width x height, each from 1 to {MostSide}, such as 28x28.");
    }

    /// <summary>What to train and to test on.</summary>
    internal sealed record Folders(ImageFolder Training, ImageFolder Test, int Width, int Height, IReadOnlyList<BadImage> BadImages);
}
