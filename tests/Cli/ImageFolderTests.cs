using System.Text.Json;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Cli.Tests;

/// <summary>Training on folders of pictures and predicting one, each in a fresh process.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Train_learns_folders_of_pictures_and_predict_names_a_picture()
    {
        Export("train", ["0", "1", "A"], from: 0, perClass: 24);
        Export("test", ["0", "1", "A"], from: 24, perClass: 6);
        JsonElement train = _cli.Run(
            "train",
            "--images",
            "train",
            "--test-images",
            "test",
            "--epochs",
            "30",
            "--batch-size",
            "8",
            "--layers",
            "32",
            "--json"
        ).Json;
        Assert.Equal("train", train.GetProperty("dataset").GetString());
        Assert.Equal(0, train.GetProperty("badImages").GetInt32());
        Assert.True(train.GetProperty("testAccuracy").GetDouble() > 0.8, train.ToString());
        JsonElement predictions = _cli.Run(
                "predict",
                Path.Combine("train", "0", "00.png"),
                Path.Combine("train", "A", "03.png"),
                "--json"
            )
            .Json.GetProperty("predictions");
        Assert.Equal(["0", "A"], predictions.EnumerateArray().Select(p => p.GetProperty("predictedLabel").GetString()));
        CommandLine.Result missing = _cli.Run("predict", "nowhere.png");
        Assert.Equal(2, missing.ExitCode);
        Assert.Equal("There is no image 'nowhere.png'; check the path.", missing.Error);
    }

    [Fact]
    public void A_tenth_is_held_out_and_bad_images_are_errors_or_counted()
    {
        Export("pictures", ["0", "1"], from: 0, perClass: 20);
        File.WriteAllText(_cli.PathOf(Path.Combine("pictures", "1", "bad.png")), "no picture");
        string[] train = ["train", "--images", "pictures", "--image-size", "14x12", "--epochs", "2", "--layers", "8"];

        CommandLine.Result refused = _cli.Run(train);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("bad.png' is no PNG, JPEG, BMP, GIF or WebP picture", refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.Split('\n'));

        CommandLine.Result skipped = _cli.Run([.. train, "--skip-bad-images"]);
        Assert.True(skipped.ExitCode == 0, skipped.Error);
        Assert.Contains(
            "36 pictures of 2 classes to train on and 4 to test on, brought to 14x12",
            skipped.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("bad images left out", skipped.Output, StringComparison.Ordinal);
        Assert.Contains("predictions of model.zip, loaded again", skipped.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no folder 'nowhere'", "--images", "nowhere")]
    [InlineData("--image-size is '28'; give width x height", "--images", "one", "--image-size", "28")]
    [InlineData("--images 'one' holds one class, '0'", "--images", "one")]
    [InlineData("--skip-bad-images is for folders of pictures; give --images FOLDER as well.", "--skip-bad-images")]
    [InlineData("Both --images 'one' and --dataset 'glyphs' are given", "--images", "one", "--dataset", "glyphs")]
    public void What_is_wrong_is_one_sentence(string message, params string[] args)
    {
        Export("one", ["0"], from: 0, perClass: 1);
        CommandLine.Result result = _cli.Run(["train", .. args]);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n'));
    }

    private void Export(string folder, string[] classes, int from, int perClass)
    {
        ImageSet glyphs = DatasetCatalog.LoadTest(DatasetCatalog.Glyphs);
        foreach (string name in classes)
        {
            string path = _cli.PathOf(Path.Combine(folder, name));
            Directory.CreateDirectory(path);
            int[] images =
            [
                .. Enumerable
                    .Range(0, glyphs.Count)
                    .Where(i => glyphs.ClassNames[glyphs.Labels[i]] == name)
                    .Skip(from)
                    .Take(perClass),
            ];
            for (int i = 0; i < images.Length; i++)
                PngFile.WriteGray(
                    Path.Combine(path, $"{i:00}.png"),
                    new GrayImage(glyphs.Image(images[i]).ToArray(), 28, 28)
                );
        }
    }
}
