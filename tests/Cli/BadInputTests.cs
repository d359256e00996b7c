using System.IO.Compression;

namespace MlPipeline.Cli.Tests;

/// <summary>Bad input gets one sentence on standard error, exit code 2, and leaves nothing behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("Hidden layer 2 has 0 units; give at least 1 (Options.HiddenLayers).", "train", "--layers", "128,0")]
    [InlineData("LearningRate is -1; give a number above 0.", "train", "--learning-rate", "-1")]
    [InlineData(
        "--learning-rate is 'abc'; give a number such as 0.5, 12 or 1e-4, with a point before decimals.",
        "train",
        "--learning-rate",
        "abc"
    )]
    [InlineData("--epochs is '1.5'; give a whole number such as 12, without separators.", "train", "--epochs", "1.5")]
    [InlineData(
        "--optimizer is 'adm'; did you mean 'adam'? There are sgd, momentum, nesterov, rmsprop, adam, nadam, adamw.",
        "train",
        "--optimizer",
        "adm"
    )]
    [InlineData("--validation is 1; give a share from 0 to below 1.", "train", "--validation", "1")]
    [InlineData("MaxDegreeOfParallelism is 0; give at least 1.", "train", "--threads", "0")]
    [InlineData("--cache-size-limit is -1; give at least 0.", "train", "--cache-size-limit", "-1")]
    [InlineData(
        "There is no schedule 'cosin'; give one of constant, step, exponential, cosine, one-cycle, plateau.",
        "train",
        "--schedule",
        "cosin"
    )]
    [InlineData(
        "The schedule 'step' needs every and gamma; give them, such as 'step every=3 gamma=0.5'.",
        "train",
        "--schedule",
        "step"
    )]
    [InlineData(
        "The schedule 'cosine' has no parameter 'warm'; it takes warmup, min, epochs, per, such as 'cosine warmup=1 "
            + "min=1e-5'.",
        "train",
        "--schedule",
        "cosine warm=1"
    )]
    [InlineData(
        "--early-stopping watches validation images; keep some aside, such as --validation 0.1.",
        "train",
        "--early-stopping",
        "3"
    )]
    [InlineData("--resume needs the file to resume from; give --checkpoint FILE.", "train", "--resume")]
    [InlineData(
        "There is no checkpoint 'c.ckpt' to resume from; check --checkpoint, or train without --resume.",
        "train",
        "--resume",
        "--checkpoint",
        "c.ckpt"
    )]
    [InlineData(
        "--checkpoint-minutes is 0; give a number above 0.",
        "train",
        "--checkpoint",
        "c.ckpt",
        "--checkpoint-minutes",
        "0"
    )]
    [InlineData("LabelSmoothing is 1; give a number from 0 to below 1.", "train", "--label-smoothing", "1")]
    [InlineData("The last learning rate is 1E-07; give a number above the first, 1E-06.", "lr-range", "--to", "1e-7")]
    [InlineData(
        "There is no data set 'fashon-mnist'; did you mean 'fashion-mnist'? There are glyphs, mnist, fashion-mnist.",
        "train",
        "--dataset",
        "fashon-mnist"
    )]
    [InlineData(
        "There is no model 'nope.zip'; check --model, or train one with 'mlpipeline train --model nope.zip'.",
        "evaluate",
        "--model",
        "nope.zip"
    )]
    [InlineData(
        "Unrecognized command or argument '--optimiser'. Did you mean '--optimizer'?",
        "train",
        "--optimiser",
        "adam"
    )]
    public void One_sentence_says_what_and_what_to_do(string sentence, params string[] args)
    {
        CommandLine.Result result = _cli.Run(args);
        Assert.Equal((2, sentence, ""), (result.ExitCode, result.Error, result.Output));
        Assert.Empty(Directory.GetFileSystemEntries(_cli.Directory));
    }

    [Fact]
    public void An_unwritable_output_path_is_refused_before_training()
    {
        CommandLine.Result result = _cli.Run("train", "--model", "no/such/place/m.zip");
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(
            "'no/such/place/m.zip' cannot be written: there is no directory",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Epoch", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused()
    {
        File.WriteAllText(_cli.PathOf("text.zip"), "hello");
        using (ZipArchive zip = ZipFile.Open(_cli.PathOf("other.zip"), ZipArchiveMode.Create))
            zip.CreateEntry("a");
        foreach (string file in (string[])["text.zip", "other.zip"])
        {
            CommandLine.Result result = _cli.Run("evaluate", "--model", file);
            Assert.Equal(2, result.ExitCode);
            Assert.StartsWith($"'{file}' is no model", result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', result.Error);
        }
    }

    [Fact]
    public void A_damaged_data_set_is_named_by_file()
    {
        string directory = _cli.PathOf("mnist");
        Directory.CreateDirectory(directory);
        foreach (
            string name in (string[])
                [
                    "train-images-idx3-ubyte",
                    "train-labels-idx1-ubyte",
                    "t10k-images-idx3-ubyte",
                    "t10k-labels-idx1-ubyte",
                ]
        )
            File.WriteAllBytes(Path.Combine(directory, name), [0, 0, 8, 1, 0, 0, 0, 2, 1, 1]);
        CommandLine.Result wrongMagic = _cli.RunWithData(_cli.Directory, "train", "--dataset", "mnist");
        Assert.Equal(2, wrongMagic.ExitCode);
        Assert.Contains("train-images-idx3-ubyte' begins with 0x00000801", wrongMagic.Error, StringComparison.Ordinal);

        File.WriteAllBytes(
            Path.Combine(directory, "train-images-idx3-ubyte"),
            [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 9]
        );
        Assert.Contains(
            "is truncated: it says 2 x 1 x 1 values, and ends after 1 of 2",
            _cli.RunWithData(_cli.Directory, "train", "--dataset", "mnist").Error,
            StringComparison.Ordinal
        );

        File.WriteAllBytes(
            Path.Combine(directory, "train-images-idx3-ubyte"),
            [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 9]
        );
        Assert.Contains(
            "has 1 images, ",
            _cli.RunWithData(_cli.Directory, "train", "--dataset", "mnist").Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Divergence_stops_with_epoch_and_step_and_saves_nothing()
    {
        CommandLine.Result result = _cli.Run("train", "--optimizer", "sgd", "--learning-rate", "1e20");
        Assert.Equal(3, result.ExitCode);
        Assert.Matches(
            "^Training diverged: the loss became .* at epoch 1, step [0-9]+, with a learning rate of .*; try a lower "
                + "one",
            result.Error
        );
        Assert.Empty(Directory.GetFileSystemEntries(_cli.Directory));
    }

    [SkippableFact]
    public void A_model_of_other_classes_is_not_evaluated()
    {
        string? data = Environment.GetEnvironmentVariable("MLPIPELINE_DATA");
        Skip.If(
            data == null || !Directory.Exists(Path.Combine(data, "mnist")),
            "Skipped: MNIST is not in MLPIPELINE_DATA."
        );
        _ = _cli.Run("train", "--epochs", "1", "--json").Json;
        CommandLine.Result result = _cli.Run("evaluate", "--dataset", "mnist");
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("'model.zip' knows the classes 0, 1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_answers_every_command()
    {
        foreach (
            string[] args in (string[][])
                [
                    ["--help"],
                    ["train", "--help"],
                    ["evaluate", "--help"],
                    ["predict", "--help"],
                    ["benchmark", "--help"],
                    ["datasets", "--help"],
                    ["datasets", "list", "--help"],
                ]
        )
        {
            CommandLine.Result result = _cli.Run(args);
            Assert.Equal(0, result.ExitCode);
            Assert.Contains("Usage:", result.Output, StringComparison.Ordinal);
        }
    }
}
