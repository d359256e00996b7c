using System.Text.Json;

namespace MlPipeline.Cli.Tests;

/// <summary>Pictures of digits, framed and drawn in other ways than MNIST's, and a model of MNIST.</summary>
public sealed class MnistPictureTests(MnistPictureTests.MnistModel model) : IClassFixture<MnistPictureTests.MnistModel>
{
    /// <summary>Digits in file names are the right answers: 03_0.png is picture 3 and shows a 0.</summary>
    [SkippableTheory]
    [InlineData("framing/plain", 12)]
    [InlineData("framing/tall", 11)]
    [InlineData("framing/crop", 10)]
    [InlineData("framing/photo", 10)]
    [InlineData("transparent/predict", 8)]
    public void Digits_are_known_however_they_are_framed(string folder, int atLeast)
    {
        string[] files = [.. Directory.GetFiles(Cases.Folder(folder.Split('/'))).Order(StringComparer.Ordinal)];
        string[] expected = [.. files.Select(file => Path.GetFileNameWithoutExtension(file).Split('_')[1])];
        string[] predicted = Labels(["predict", .. files, "--model", model.Path]);
        Assert.InRange(expected.Zip(predicted).Count(pair => pair.First == pair.Second), atLeast, files.Length);
    }

    [SkippableFact]
    public void Preparation_is_on_for_models_of_mnist_and_can_be_turned_off()
    {
        string[] files = Directory.GetFiles(Cases.Folder("framing", "photo"));
        string[] unprepared = Labels(["predict", .. files, "--model", model.Path, "--prepare", "none"]);
        Assert.Equal(
            Labels(["predict", .. files, "--model", model.Path]),
            Labels(["predict", .. files, "--model", model.Path, "--prepare", "mnist"])
        );
        Assert.NotEqual(unprepared, Labels(["predict", .. files, "--model", model.Path]));
    }

    [SkippableFact]
    public void Light_on_dark_is_inverted_by_yes_and_not_by_auto()
    {
        string[] files = Directory.GetFiles(Cases.Folder("framing", "plain"));
        Assert.Equal(
            Labels(["predict", .. files, "--model", model.Path]),
            Labels(["predict", .. files, "--model", model.Path, "--invert", "no"])
        );
        Assert.NotEqual(
            Labels(["predict", .. files, "--model", model.Path]),
            Labels(["predict", .. files, "--model", model.Path, "--invert", "yes"])
        );
    }

    [SkippableFact]
    public void A_model_of_a_data_set_is_not_evaluated_on_pictures()
    {
        CommandLine.Result result = model.Run("evaluate", "--model", model.Path, "--images", Cases.Folder("jpeg"));
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            $"'{model.Path}' is a model of a data set, not of pictures; give --dataset instead of --images.",
            result.Error
        );
    }

    private string[] Labels(string[] args)
    {
        JsonElement predictions = model.Run([.. args, "--json"]).Json.GetProperty("predictions");
        return
        [
            .. predictions.EnumerateArray().Select(prediction => prediction.GetProperty("predictedLabel").GetString()!),
        ];
    }

    /// <summary>
    /// The model of <c>mlpipeline train --dataset mnist --epochs 5</c>, trained when it is first needed.
    /// </summary>
    public sealed class MnistModel : IDisposable
    {
        private readonly CommandLine _cli = new();
        private readonly Lazy<string> _path;

        public MnistModel() => _path = new Lazy<string>(Train);

        internal string Path => _path.Value;

        public void Dispose() => _cli.Dispose();

        internal CommandLine.Result Run(params string[] args) => _cli.Run(args);

        private string Train()
        {
            string path = _cli.PathOf("mnist.zip");
            string data = Cases.DataWithMnist();
            CommandLine.Result trained = _cli.RunWithData(
                data,
                "train",
                "--dataset",
                "mnist",
                "--epochs",
                "5",
                "--model",
                path,
                "--json"
            );
            Assert.True(trained.ExitCode == 0, trained.Error);
            return path;
        }
    }
}
