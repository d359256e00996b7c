using System.CommandLine;
using System.Globalization;
using MlPipeline.Cli.Input;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Cli.Commands;

/// <summary>Options for training on folders of images.</summary>
internal sealed class ImageFolderArguments
{
    private const double HeldOut = 0.1;

    private readonly Option<string?> _images = new("--images")
    {
        Description =
            $"Train on the pictures ({ImageFormats.Names}) in this folder instead of a data set: one folder a class.",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> _test = new("--test-images")
    {
        Description =
            "The folder of pictures to test on, made up like --images. Default: a tenth of --images is held out.",
        HelpName = "FOLDER",
    };

    private readonly Option<string> _size = new("--image-size")
    {
        Description =
            "Width and height that pictures are brought to. Their proportions stay, and what is left over takes the "
            + "median gray of the picture's edge.",
        DefaultValueFactory = _ => "28x28",
    };

    private readonly Option<string?> _background = PictureOptions.Background(
        "white, and black behind a picture that white would hide"
    );
    private readonly Option<string?> _maxPixels = PictureOptions.MaxPixels("1e8, 100 megapixels");
    private readonly Option<bool> _skip = PictureOptions.SkipBadImages();

    public IEnumerable<Option> All => [_images, _test, _size, _background, _maxPixels, _skip];

    /// <summary>The folders; null to train on a data set.</summary>
    /// <exception cref="InputException">Options contradict each other.</exception>
    public Folders? Read(ParseResult parsed, Option<string> dataset, int seed)
    {
        if (parsed.GetValue(_images) is not { } path)
        {
            Option? alone = All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
            if (alone == null)
                return null;
            throw new InputException($"{alone.Name} is for folders of pictures; give --images FOLDER as well.");
        }
        if (parsed.GetResult(dataset) is { Implicit: false })
        {
            throw new InputException(
                $"Both --images '{path}' and {dataset.Name} '{parsed.GetValue(dataset)}' are given; give one of them."
            );
        }
        ImagePreprocessing preprocessing = Preprocessing(parsed);
        ImageFolder Folder(string folder) =>
            ImageFolder.Read(folder, skipBadImages: parsed.GetValue(_skip), maxPixels: preprocessing.MaxPixels);
        ImageFolder all = Folder(path);
        if (all.ClassNames.Count < 2)
            throw new InputException(
                $"--images '{path}' holds one class, '{all.ClassNames[0]}'; put in a folder for each of two or more."
            );
        if (parsed.GetValue(_test) is { } testPath)
        {
            ImageFolder test = Folder(testPath);
            CheckClasses(test, testPath, all, path);
            PictureWarnings.Write([.. all.Warnings, .. test.Warnings, .. PictureWarnings.OfShared(all, test)]);
            return new Folders(all, test, preprocessing, PictureCounts.Of(all, test));
        }
        PictureWarnings.Write(all.Warnings);
        (ImageFolder training, ImageFolder heldOut) = all.Split(HeldOut, seed);
        return heldOut.Files.Count > 0
            ? new Folders(training, heldOut, preprocessing, PictureCounts.Of(all))
            : throw new InputException(
                $"--images '{path}' has {all.Files.Count} pictures, too few to hold some out for a test; "
                    + "give --test-images."
            );
    }

    private ImagePreprocessing Preprocessing(ParseResult parsed)
    {
        (int width, int height) = Size(parsed.GetValue(_size)!);
        return new ImagePreprocessing
        {
            Width = width,
            Height = height,
            Background = PictureOptions.BackgroundOf(parsed, _background),
            MaxPixels = PictureOptions.MaxPixelsOf(parsed, _maxPixels) ?? ImageFile.DefaultMaxPixels,
        };
    }

    private static void CheckClasses(ImageFolder test, string testPath, ImageFolder all, string path)
    {
        if (test.ClassNames.Except(all.ClassNames, StringComparer.Ordinal).FirstOrDefault() is not { } unknown)
            return;
        throw new InputException(
            $"--test-images '{testPath}' has class '{unknown}', which --images '{path}' does not have; "
                + $"its classes are {string.Join(", ", all.ClassNames)}."
        );
    }

    private (int Width, int Height) Size(string text)
    {
        const int Most = ImagePreprocessing.MostSide;
        string[] sides = text.Split('x', 'X');
        return sides.Length == 2 && TrySide(sides[0], out int width) && TrySide(sides[1], out int height)
            ? (width, height)
            : throw new InputException(
                $"{_size.Name} is '{text}'; give width x height, each from 1 to {Most}, such as 28x28."
            );

        static bool TrySide(string side, out int value) =>
            int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value is >= 1 and <= Most;
    }

    /// <summary>Gets the images to train and to test on.</summary>
    internal sealed record Folders(
        ImageFolder Training,
        ImageFolder Test,
        ImagePreprocessing Preprocessing,
        PictureCounts Counts
    );
}
