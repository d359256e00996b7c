using System.Text.Json;

namespace MlPipeline.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Train_without_arguments_learns_glyphs_saves_reloads_and_shows_ten_predictions()
    {
        CommandLine.Result result = _cli.Run("train");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("Epoch 10/10", result.Output, StringComparison.Ordinal);
        Assert.Contains("Confusion matrix", result.Output, StringComparison.Ordinal);
        Assert.Contains("10 predictions of model.zip, loaded again", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.Equal([_cli.PathOf("model.zip")], Directory.GetFiles(_cli.Directory));
    }

    [Fact]
    public void Json_has_its_fields_and_a_new_process_evaluates_to_the_last_digit()
    {
        JsonElement train = _cli.Run(
            "train",
            "--epochs",
            "6",
            "--validation",
            "0.1",
            "--model",
            "m.zip",
            "--json"
        ).Json;
        string[] fields =
        [
            "dataset",
            "mlnet",
            "autoML",
            "epochs",
            "stopReason",
            "weightsOfEpoch",
            "trainAccuracy",
            "trainLoss",
            "validationAccuracy",
            "bestValidationAccuracy",
            "testAccuracy",
            "testLoss",
            "seconds",
            "imagesPerSecond",
            "model",
        ];
        Assert.Equal(fields, train.EnumerateObject().Select(field => field.Name));
        Assert.Equal("5.0.1", train.GetProperty("mlnet").GetString());
        Assert.Contains(train.GetProperty("autoML").GetString(), new[] { "edition", "0.23.1" });
        Assert.True(train.GetProperty("testAccuracy").GetDouble() > 0.95, train.ToString());

        JsonElement evaluated = _cli.Run("evaluate", "--model", "m.zip", "--json").Json;
        Assert.Equal(train.GetProperty("testAccuracy").GetDouble(), evaluated.GetProperty("testAccuracy").GetDouble());
        Assert.Equal(train.GetProperty("testLoss").GetDouble(), evaluated.GetProperty("testLoss").GetDouble());
    }

    [Fact]
    public void Equal_seeds_give_equal_models_on_any_number_of_threads()
    {
        foreach (string threads in (string[])["1", "2", "3"])
            _ = _cli.Run(
                "train",
                "--epochs",
                "2",
                "--layers",
                "40,30",
                "--seed",
                "5",
                "--threads",
                threads,
                "--model",
                threads + ".zip",
                "--json"
            ).Json;
        JsonElement[] results =
        [
            .. new[] { "1", "2", "3" }.Select(threads =>
                _cli.Run("evaluate", "--model", threads + ".zip", "--json").Json
            ),
        ];
        Assert.All(
            results,
            result =>
                Assert.Equal(results[0].GetProperty("testLoss").GetDouble(), result.GetProperty("testLoss").GetDouble())
        );
    }

    [Fact]
    public void Images_beyond_the_cache_size_limit_are_streamed_and_learned_on_any_number_of_threads()
    {
        JsonElement[] results =
        [
            .. new[] { "1", "2" }.Select(threads =>
                _cli.Run(
                    "train",
                    "--epochs",
                    "5",
                    "--validation",
                    "0.1",
                    "--cache-size-limit",
                    "1",
                    "--threads",
                    threads,
                    "--json"
                ).Json
            ),
        ];
        Assert.True(results[0].GetProperty("testAccuracy").GetDouble() > 0.95, results[0].ToString());
        Assert.Equal(results[0].GetProperty("testLoss").GetDouble(), results[1].GetProperty("testLoss").GetDouble());
        CommandLine.Result verbose = _cli.Run("train", "--epochs", "1", "--cache-size-limit", "1", "--verbose");
        Assert.Contains("are read anew each epoch", verbose.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_names_test_images_and_pictures()
    {
        _ = _cli.Run("train", "--epochs", "4", "--json").Json;
        JsonElement predictions = _cli.Run("predict", "0", "10", "11", "--json").Json.GetProperty("predictions");
        Assert.Equal(
            ["0", "A", "C"],
            predictions.EnumerateArray().Select(p => p.GetProperty("predictedLabel").GetString())
        );

        // The same image as a picture, light on dark and dark on light.
        Datasets.ImageSet test = Datasets.DatasetCatalog.LoadTest("glyphs");
        var picture = new Datasets.Images.GrayImage(test.Image(10).ToArray(), 28, 28);
        Datasets.Images.PngFile.WriteGray(_cli.PathOf("a.png"), picture);
        Datasets.Images.PngFile.WriteGray(_cli.PathOf("paper.png"), picture.Invert());
        JsonElement pictures = _cli.Run("predict", "a.png", "paper.png", "--json").Json.GetProperty("predictions");
        Assert.All(pictures.EnumerateArray(), p => Assert.Equal("A", p.GetProperty("predictedLabel").GetString()));
        Assert.Equal(
            predictions[1].GetProperty("probability").GetSingle(),
            pictures[0].GetProperty("probability").GetSingle()
        );
    }

    [SkippableFact]
    public void Fashion_mnist_predictions_print_names()
    {
        string? data = Environment.GetEnvironmentVariable("MLPIPELINE_DATA");
        Skip.If(
            data == null || !Directory.Exists(Path.Combine(data, "fashion-mnist")),
            "Skipped: Fashion-MNIST is not in MLPIPELINE_DATA."
        );
        JsonElement train = _cli.Run("train", "--dataset", "fashion-mnist", "--epochs", "1", "--json").Json;
        Assert.True(train.GetProperty("testAccuracy").GetDouble() > 0.8, train.ToString());
        Assert.Contains(
            "Ankle boot",
            _cli.Run("predict", "0", "--dataset", "fashion-mnist").Output,
            StringComparison.Ordinal
        );
    }
}
