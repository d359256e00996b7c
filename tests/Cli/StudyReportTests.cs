using System.Text.Json;

namespace MlPipeline.Cli.Tests;

public sealed class StudyReportTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public StudyReportTests() =>
        File.WriteAllText(
            _cli.PathOf("space.json"),
            """
            {
              "Epochs": [1, 2], "HiddenLayers": 1, "Width": [8, 16, 32],
              "LearningRate": {"min": 1e-4, "max": 1e-2, "log": true},
              "Activation": ["ReLU", "TanH"], "Schedule": ["constant", "cosine"]
            }
            """
        );

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Sweep_writes_the_report_of_its_study_and_the_report_command_makes_it_again_of_the_journal()
    {
        JsonElement sweep = _cli.Run(
            "sweep",
            "--space",
            "space.json",
            "--trials",
            "6",
            "--parallel",
            "2",
            "--prune",
            "none",
            "--study",
            "<script>",
            "--report",
            "--json"
        ).Json;
        string folder = Path.Combine("studies", "<script>");
        Assert.Equal(Path.Combine(folder, "report.html"), sweep.GetProperty("report").GetString());
        JsonElement report = JsonDocument
            .Parse(File.ReadAllBytes(_cli.PathOf(Path.Combine(folder, "report.report.json"))))
            .RootElement;
        JsonElement[] trials = [.. report.GetProperty("trials").EnumerateArray()];
        Assert.Equal(6, trials.Length);
        Assert.All(
            trials,
            trial =>
            {
                Assert.Equal("Completed", trial.GetProperty("state").GetString());
                Assert.Equal(
                    trial.GetProperty("parameters").GetProperty("Epochs").GetInt32(),
                    trial.GetProperty("values").GetArrayLength()
                );
                Assert.Equal(
                    trial.GetProperty("metric").GetDouble(),
                    trial.GetProperty("values").EnumerateArray().Last().GetDouble()
                );
                Assert.True(trial.GetProperty("seconds").GetDouble() > 0);
            }
        );
        Assert.Equal(
            sweep.GetProperty("bestValidationAccuracy").GetDouble(),
            report.GetProperty("runningBest")[5].GetDouble()
        );
        Assert.Equal(
            ["Activation", "Epochs", "HiddenLayers", "LearningRate", "Schedule", "Width"],
            report
                .GetProperty("parameters")
                .EnumerateArray()
                .Select(parameter => parameter.GetProperty("name").GetString())
                .Order()
        );
        Assert.Contains(
            report.GetProperty("settings").EnumerateArray(),
            setting =>
                setting.GetProperty("name").GetString() == "tuner" && setting.GetProperty("value").GetString() == "tpe"
        );
        Assert.Single(
            report.GetProperty("settings").EnumerateArray(),
            setting => setting.GetProperty("name").GetString() == "study"
        );
        // The address of a store may hold a password.
        Assert.DoesNotContain(
            report.GetProperty("settings").EnumerateArray(),
            setting => setting.GetProperty("name").GetString() == "store"
        );

        // Of the journal alone, by name, by directory and by file: the same trials and the same final model.
        foreach (string word in (string[])["<script>", folder, Path.Combine(folder, "journal.jsonl")])
            Assert.Equal(
                Path.Combine(folder, "report.html"),
                _cli.Run("report", word, "--json").Json.GetProperty("report").GetString()
            );
        string page = File.ReadAllText(_cli.PathOf(Path.Combine(folder, "report.html")));
        Assert.Contains("""{"name":"prune","value":"none"}""", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Study <script>", page, StringComparison.Ordinal);
        Assert.Contains(
            sweep
                .GetProperty("testAccuracy")
                .GetDouble()
                .ToString("F4", System.Globalization.CultureInfo.InvariantCulture),
            page,
            StringComparison.Ordinal
        );

        // The command that the report shows trains: its words are those of 'train'.
        string command = report.GetProperty("best").GetProperty("commandLine").GetString()!;
        Assert.StartsWith(
            "mlpipeline train --dataset glyphs --normalize min-max --layers ",
            command,
            StringComparison.Ordinal
        );
        JsonElement train = _cli.Run([.. command.Split(' ')[1..], "--json"]).Json;
        Assert.Equal(sweep.GetProperty("testAccuracy").GetDouble(), train.GetProperty("testAccuracy").GetDouble(), 0.1);
    }

    [Fact]
    public void A_study_that_was_interrupted_has_its_report_and_one_that_is_damaged_a_sentence()
    {
        CommandLine.Result result = _cli.RunAndInterrupt(
            "Best so far",
            "sweep",
            "--space",
            "space.json",
            "--trials",
            "1000",
            "--parallel",
            "2",
            "--study",
            "s",
            "--report",
            "page.html",
            "--json"
        );
        Assert.Equal(130, result.ExitCode);
        JsonElement report = JsonDocument.Parse(File.ReadAllBytes(_cli.PathOf("page.report.json"))).RootElement;
        Assert.Contains(
            report.GetProperty("trials").EnumerateArray(),
            trial => trial.GetProperty("state").GetString() == "Completed"
        );
        Assert.Equal(0, report.GetProperty("finalModel").GetArrayLength());
        Assert.True(File.Exists(_cli.PathOf("page.html")));

        File.AppendAllText(_cli.PathOf(Path.Combine("studies", "s", "journal.jsonl")), "no event\n");
        CommandLine.Result damaged = _cli.Run("report", "s");
        Assert.Equal(2, damaged.ExitCode);
        Assert.Contains("is damaged, within its first", damaged.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', damaged.Error);
    }
}
