using System.Text.Json;
using SkiaSharp;

namespace MlPipeline.Cli.Tests;

/// <summary>
/// Files of pictures as people have them: of several formats, damaged, transparent, linked, among other files. The
/// folders are like those of ../shared/cases, which run too where they are.
/// </summary>
public sealed class PictureTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [SkippableTheory]
    [InlineData("mixed-formats", 72, 8)]
    [InlineData("jpeg", 44, 4)]
    public void Cases_of_several_formats_are_read_to_the_last_file(string folder, int training, int test)
    {
        CommandLine.Result result = _cli.Run("train", "--images", Cases.Folder(folder), "--epochs", "3");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains(
            $"{training} pictures of 2 classes to train on and {test} to test on",
            result.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void All_formats_are_read_and_files_of_other_kinds_are_counted_and_named()
    {
        Shapes("shapes", 6, SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp);
        File.WriteAllText(_cli.PathOf("shapes/bar/notes.txt"), "x");
        File.WriteAllText(_cli.PathOf("shapes/ring/old.pnm"), "P1 1 1 0");
        CommandLine.Result result = _cli.Run("train", "--images", "shapes", "--epochs", "2", "--json");
        Assert.Equal(2, result.Json.GetProperty("otherFiles").GetInt32());
        Assert.Equal(0, result.Json.GetProperty("badImages").GetInt32());
        Assert.Contains("Warning: 2 files of 'shapes' were left out", result.Error, StringComparison.Ordinal);
        Assert.Contains("notes.txt'; 'shapes", result.Error.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Contains("36 pictures", _cli.Run("evaluate", "--images", "shapes").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "is empty")]
    [InlineData(20, "is a damaged or incomplete PNG picture")]
    [InlineData(70, "is an incomplete PNG picture")]
    public void A_truncated_picture_is_named_by_every_command_or_left_out_and_counted(int length, string reason)
    {
        Shapes("shapes", 10);
        string bad = Path.Combine("shapes", "ring", "zz.png");
        File.WriteAllBytes(_cli.PathOf(bad), File.ReadAllBytes(_cli.PathOf("shapes/ring/0.png"))[..length]);
        AssertRefused(_cli.Run("train", "--images", "shapes", "--epochs", "2"), $"'{bad}' {reason}");
        Shapes("good", 3);
        AssertRefused(
            _cli.Run("train", "--images", "good", "--test-images", "shapes", "--epochs", "2"),
            $"'{bad}' {reason}"
        );

        CommandLine.Result skipped = _cli.Run(
            "train",
            "--images",
            "shapes",
            "--epochs",
            "2",
            "--skip-bad-images",
            "--json"
        );
        Assert.Equal(1, skipped.Json.GetProperty("badImages").GetInt32());
        Assert.Contains($"left out: '{bad}' {reason}", skipped.Error, StringComparison.Ordinal);

        AssertRefused(_cli.Run("predict", bad), $"'{bad}' {reason}");
        AssertRefused(_cli.Run("evaluate", "--images", "shapes"), $"'{bad}' {reason}");
        CommandLine.Result evaluated = _cli.Run("evaluate", "--images", "shapes", "--skip-bad-images", "--json");
        Assert.Equal(
            (20, 1),
            (evaluated.Json.GetProperty("images").GetInt32(), evaluated.Json.GetProperty("badImages").GetInt32())
        );
    }

    [SkippableTheory]
    [InlineData("empty")]
    [InlineData("cut")]
    public void Truncated_cases_are_named_or_left_out(string kind)
    {
        string folder = Cases.Folder("truncated", kind);
        string bad = Path.Combine(folder, "ring", "zz.png");
        AssertRefused(_cli.Run("train", "--images", folder), $"'{bad}' is ");
        CommandLine.Result skipped = _cli.Run(
            "train",
            "--images",
            folder,
            "--epochs",
            "2",
            "--skip-bad-images",
            "--json"
        );
        Assert.Equal(1, skipped.Json.GetProperty("badImages").GetInt32());
        Assert.Contains(bad, skipped.Error, StringComparison.Ordinal);
        AssertRefused(_cli.Run("predict", bad), $"'{bad}' is ");
    }

    [SkippableFact]
    public void Transparent_case_is_learned()
    {
        string folder = Cases.Folder("transparent", "train", "blackonclear");
        JsonElement json = _cli.Run("train", "--images", folder, "--epochs", "15", "--batch-size", "8", "--json").Json;
        Assert.True(json.GetProperty("testAccuracy").GetDouble() > 0.9, json.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void Ink_in_clear_surroundings_is_seen_or_a_warning_says_that_all_pictures_are_the_same(byte ink)
    {
        Shapes("shapes", 20, ink, isClear: true);
        string[] train = ["train", "--images", "shapes", "--epochs", "15", "--batch-size", "8", "--json"];
        CommandLine.Result seen = _cli.Run(train);
        Assert.True(seen.Json.GetProperty("testAccuracy").GetDouble() > 0.9, seen.Output);
        Assert.DoesNotContain("are the same", seen.Error, StringComparison.Ordinal);
        CommandLine.Result hidden = _cli.Run([.. train, "--background", ink == 0 ? "black" : "#ffffff"]);
        Assert.True(hidden.ExitCode == 0, hidden.Error);
        Assert.Contains(
            "Warning: All 36 training pictures are the same after they were brought to 28x28",
            hidden.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_class_whose_pictures_are_all_the_same_is_named()
    {
        Shapes("shapes", 5);
        for (int i = 1; i < 5; i++)
            File.WriteAllBytes(
                _cli.PathOf($"shapes/ring/{i}.png"),
                File.ReadAllBytes(_cli.PathOf("shapes/ring/0.png"))
            );
        CommandLine.Result result = _cli.Run("train", "--images", "shapes", "--test-images", "shapes", "--epochs", "1");
        Assert.Contains("All 5 training pictures of class 'ring' are the same", result.Error, StringComparison.Ordinal);
        Assert.Contains("are trained on too", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("class 'bar' are", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_in_circles_and_files_met_twice_are_noticed()
    {
        Shapes("shapes", 5);
        Directory.CreateSymbolicLink(_cli.PathOf("shapes/bar/again"), _cli.PathOf("shapes/bar"));
        File.CreateSymbolicLink(_cli.PathOf("shapes/ring/twice.png"), _cli.PathOf("shapes/bar/0.png"));
        CommandLine.Result result = _cli.Run("train", "--images", "shapes", "--epochs", "1", "--json");
        Assert.Equal(1, result.Json.GetProperty("repeatedImages").GetInt32());
        Assert.Contains("1 link of 'shapes' leads back to a folder above", result.Error, StringComparison.Ordinal);
        Assert.Contains("1 picture of 'shapes' is the same file as another", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_and_evaluate_read_pictures_as_training_did()
    {
        Shapes("shapes", 10);
        string bar = Path.Combine("shapes", "bar", "1.png");
        JsonElement trained = _cli.Run(
            "train",
            "--images",
            "shapes",
            "--epochs",
            "30",
            "--batch-size",
            "4",
            "--json"
        ).Json;
        JsonElement evaluated = _cli.Run("evaluate", "--images", "shapes", "--json").Json;
        Assert.True(evaluated.GetProperty("testAccuracy").GetDouble() > 0.9, evaluated.ToString());
        Assert.Equal("shapes", trained.GetProperty("dataset").GetString());
        double plain = Probability(bar);
        double inverted = Probability(bar, "--invert", "yes");
        Assert.NotEqual(plain, inverted);
        Assert.Equal(plain, Probability(bar, "--invert", "no"));
        Assert.Equal(inverted, Probability(bar, "--invert", "auto"));
        Assert.NotEqual(plain, Probability(bar, "--prepare", "mnist"));
        AssertRefused(
            _cli.Run("predict", bar, "--max-pixels", "1599"),
            $"'{bar}' declares 40x40 pixels, more than the 1,599"
        );
        AssertRefused(
            _cli.Run("evaluate"),
            "'model.zip' is a model of pictures; give --images FOLDER, with a folder for each class."
        );
    }

    [Fact]
    public void Max_pixels_decides_in_training_too_and_what_is_skipped()
    {
        Shapes("shapes", 5);
        PutPicture(Path.Combine("shapes", "bar", "large.png"), 50, 41, isBar: true, at: 3, ink: 0, isClear: false);
        string[] train = ["train", "--images", "shapes", "--epochs", "1", "--max-pixels", "2e3"];
        AssertRefused(
            _cli.Run(train),
            $"'{Path.Combine("shapes", "bar", "large.png")}' declares 41x50 pixels, more than the 2,000 that are read"
        );
        Assert.Equal(1, _cli.Run([.. train, "--skip-bad-images", "--json"]).Json.GetProperty("badImages").GetInt32());
        // The model keeps the limit.
        AssertRefused(_cli.Run("evaluate", "--images", "shapes"), "'shapes");
        Assert.Equal(
            0,
            _cli.Run("predict", Path.Combine("shapes", "bar", "large.png"), "--max-pixels", "1e5").ExitCode
        );
    }

    [Theory]
    [InlineData("--background is 'whit'; give white", "train", "--images", "shapes", "--background", "whit")]
    [InlineData(
        "--max-pixels is '1,000'; give a whole number of pixels",
        "train",
        "--images",
        "shapes",
        "--max-pixels",
        "1,000"
    )]
    [InlineData("--max-pixels is '0'; give a whole number of pixels", "predict", "x.png", "--max-pixels", "0")]
    [InlineData("--invert is 'maybe'; give auto, yes or no.", "predict", "x.png", "--invert", "maybe")]
    [InlineData("--prepare is 'emnist'; give mnist or none.", "predict", "x.png", "--prepare", "emnist")]
    [InlineData(
        "--background is for folders of pictures; give --images FOLDER as well.",
        "train",
        "--background",
        "red"
    )]
    [InlineData(
        "--skip-bad-images is for folders of pictures; give --images FOLDER as well.",
        "evaluate",
        "--skip-bad-images"
    )]
    [InlineData(
        "Both --images 'shapes' and --dataset 'glyphs' are given",
        "evaluate",
        "--images",
        "shapes",
        "--dataset",
        "glyphs"
    )]
    public void What_is_wrong_is_one_sentence(string message, params string[] args)
    {
        Shapes("shapes", 1);
        AssertRefused(_cli.Run(args), message);
    }

    private double Probability(string picture, params string[] options) =>
        _cli.Run(["predict", picture, .. options, "--json"])
            .Json.GetProperty("predictions")[0]
            .GetProperty("probability")
            .GetDouble();

    private static void AssertRefused(CommandLine.Result result, string message)
    {
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n'));
    }

    private void Shapes(string folder, int perClass, params SKEncodedImageFormat[] formats) =>
        Shapes(folder, perClass, ink: 0, isClear: false, formats);

    // Bars and rings of 40x40 at several places.
    private void Shapes(string folder, int perClass, byte ink, bool isClear, params SKEncodedImageFormat[] formats)
    {
        foreach (SKEncodedImageFormat format in formats is [] ? [SKEncodedImageFormat.Png] : formats)
        {
            for (int i = 0; i < perClass; i++)
            {
                PutPicture(
                    Path.Combine(folder, "bar", $"{i}.{Extension(format)}"),
                    40,
                    40,
                    isBar: true,
                    i,
                    ink,
                    isClear,
                    format
                );
                PutPicture(
                    Path.Combine(folder, "ring", $"{i}.{Extension(format)}"),
                    40,
                    40,
                    isBar: false,
                    i,
                    ink,
                    isClear,
                    format
                );
            }
        }
    }

    private static string Extension(SKEncodedImageFormat format) =>
        format == SKEncodedImageFormat.Jpeg ? "JPG" : $"{format}".ToLowerInvariant();

    private void PutPicture(
        string name,
        int height,
        int width,
        bool isBar,
        int at,
        byte ink,
        bool isClear,
        SKEncodedImageFormat format = SKEncodedImageFormat.Png
    )
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int dy = y - 14 - at % 7;
                int dx = x - 14 - at % 5;
                int square = dy * dy + dx * dx;
                bool isInk = isBar ? Math.Abs(dx) < 3 && Math.Abs(dy) < 12 : square is > 49 and < 121;
                byte paper = isClear ? ink : (byte)(255 - ink);
                byte gray = isInk ? ink : paper;
                bitmap.SetPixel(x, y, new SKColor(gray, gray, gray, isInk || !isClear ? (byte)255 : (byte)0));
            }
        }
        string path = _cli.PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using SKData data = bitmap.Encode(format, 90);
        File.WriteAllBytes(path, data.ToArray());
    }
}
