using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace MlPipeline.Cli.Tests;

/// <summary>
/// What the program writes never replaces what it wrote before, and what it reads is named when it is damaged.
/// </summary>
public sealed class OutputTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData(
        "--model and --report both name 'm.html'; give each a file of its own.",
        "--model",
        "m.html",
        "--report"
    )]
    [InlineData(
        "--model and the data of --report both name 'r.report.json'; give each a file of its own.",
        "--model",
        "r.report.json",
        "--report",
        "r.html"
    )]
    [InlineData(
        "--model and --checkpoint both name './a.zip'; give each a file of its own.",
        "--model",
        "a.zip",
        "--checkpoint",
        "./a.zip"
    )]
    [InlineData(
        "--report and --checkpoint both name 'r.html'; give each a file of its own.",
        "--report",
        "r.html",
        "--checkpoint",
        "r.html"
    )]
    public void Two_options_that_name_one_file_are_refused_before_training(string sentence, params string[] options)
    {
        CommandLine.Result result = _cli.Run(["train", "--epochs", "1", .. options]);
        Assert.Equal((2, sentence, ""), (result.ExitCode, result.Error, result.Output));
        Assert.Empty(Directory.GetFileSystemEntries(_cli.Directory));
    }

    [Fact]
    public void A_name_that_begins_with_an_at_sign_is_a_name()
    {
        CommandLine.Result result = _cli.Run("train", "--images", "@pictures");
        Assert.Equal((2, "There is no folder '@pictures'; check the path."), (result.ExitCode, result.Error));
    }

    [Fact]
    public void A_search_in_which_every_trial_fails_is_exit_code_3_and_says_why()
    {
        File.WriteAllText(
            _cli.PathOf("space.json"),
            """{ "Epochs": 1, "HiddenLayers": 1, "Width": 8, "LearningRate": [1e30], "Optimizer": "Sgd" }"""
        );
        CommandLine.Result result = _cli.Run("sweep", "--space", "space.json", "--trials", "1", "--json");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains(
            "No trial succeeded, so there is no best one; the first failed: ",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("diverged", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_model_is_named_with_the_reason()
    {
        File.Copy(Golden("multiclass-mlnet-5.0.1.zip"), _cli.PathOf("m.zip"));
        using (ZipArchive zip = ZipFile.Open(_cli.PathOf("m.zip"), ZipArchiveMode.Update))
        {
            bool isDamaged = false;
            foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => entry.Name == "Model.key").ToArray())
            {
                using Stream stream = entry.Open();
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                int network = bytes.AsSpan().IndexOf("MLPN"u8);
                if (network < 0)
                    continue;
                bytes[network + 40] ^= 1;
                stream.Position = 0;
                stream.Write(bytes);
                isDamaged = true;
            }
            Assert.True(isDamaged);
        }
        CommandLine.Result result = _cli.Run("evaluate", "--model", "m.zip");
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("'m.zip' is no model that can be loaded: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("checksum", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Error);
    }

    [Theory]
    [InlineData("regression-mlnet-5.0.1.zip")]
    [InlineData("binary-mlnet-5.0.1.zip")]
    public void A_model_that_tells_no_classes_apart_is_refused_with_a_sentence(string golden)
    {
        File.Copy(Golden(golden), _cli.PathOf("m.zip"));
        foreach (string command in (string[])["evaluate", "predict 0"])
        {
            CommandLine.Result result = _cli.Run([.. command.Split(' '), "--model", "m.zip"]);
            Assert.Equal(2, result.ExitCode);
            Assert.DoesNotContain('\n', result.Error);
            Assert.DoesNotContain("InvalidCast", result.Error, StringComparison.Ordinal);
        }
    }

    private static string Golden(string name, [CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "..", "Estimators", "goldens", name);
}
