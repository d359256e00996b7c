using System.Diagnostics;
using System.Text.Json;

namespace MlPipeline.Cli.Tests;

public sealed class SweepTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public SweepTests() =>
        File.WriteAllText(
            _cli.PathOf("space.json"),
            """
            {
              "Epochs": [1, 2, 3], "HiddenLayers": 1, "Width": [8, 16, 32],
              "LearningRate": {"min": 1e-4, "max": 1e-2, "log": true}, "BatchSize": [64, 128]
            }
            """
        );

    public void Dispose() => _cli.Dispose();

    private string JournalOf(string study) => _cli.PathOf(Path.Combine("studies", study, "journal.jsonl"));

    private JsonElement[] Events(string study) =>
        [.. File.ReadLines(JournalOf(study)).Select(line => JsonDocument.Parse(line).RootElement)];

    [Fact]
    public void Sweep_prints_its_fields_keeps_models_and_repeats_exactly()
    {
        JsonElement[] runs =
        [
            .. new[] { "one", "two" }.Select(study =>
                _cli.Run(
                    "sweep",
                    "--space",
                    "space.json",
                    "--trials",
                    "5",
                    "--parallel",
                    "1",
                    "--study",
                    study,
                    "--json"
                ).Json
            ),
        ];
        JsonElement run = runs[0];
        Assert.Equal(
            [
                "bestValidationAccuracy",
                "bestParameters",
                "testAccuracy",
                "trials",
                "prunedTrials",
                "epochs",
                "seconds",
                "study",
            ],
            run.EnumerateObject().Select(field => field.Name)
        );
        Assert.Equal(
            ["BatchSize", "Epochs", "HiddenLayers", "LearningRate", "Width"],
            run.GetProperty("bestParameters").EnumerateObject().Select(field => field.Name).Order()
        );
        Assert.Equal((5, "one"), (run.GetProperty("trials").GetInt32(), run.GetProperty("study").GetString()));
        Assert.True(run.GetProperty("bestValidationAccuracy").GetDouble() > 0.5, run.ToString());
        foreach (string field in (string[])["bestValidationAccuracy", "testAccuracy", "epochs", "prunedTrials"])
            Assert.Equal(run.GetProperty(field).ToString(), runs[1].GetProperty(field).ToString());
        Assert.Equal(Events("one").Select(Comparable), Events("two").Select(Comparable));

        // The model is the one whose accuracy was printed.
        JsonElement evaluated = _cli.Run(
            "evaluate",
            "--model",
            Path.Combine("studies", "one", "model.zip"),
            "--json"
        ).Json;
        Assert.Equal(run.GetProperty("testAccuracy").GetDouble(), evaluated.GetProperty("testAccuracy").GetDouble());
        Assert.NotEmpty(Directory.GetFiles(_cli.PathOf(Path.Combine("studies", "one", "models")), "trial-*.zip"));
    }

    [Fact]
    public void A_killed_sweep_loses_no_finished_trial_and_runs_none_twice()
    {
        string[] args =
        [
            "sweep",
            "--space",
            "space.json",
            "--trials",
            "8",
            "--parallel",
            "2",
            "--tuner",
            "random",
            "--prune",
            "none",
            "--study",
            "s",
            "--json",
        ];
        string[] finished = [];
        // Killed a little later each time, so that it happens at different moments of trials.
        foreach (int milliseconds in (int[])[0, 300])
        {
            _cli.RunAndKill(
                "Trial ",
                TimeSpan.FromMilliseconds(milliseconds),
                finished.Length == 0 ? args : [.. args, "--resume"]
            );
            string[] now = [.. Lines("finished")];
            Assert.Equal(finished, now[..finished.Length]);
            finished = now;
        }
        JsonElement resumed = _cli.Run([.. args, "--resume"]).Json;
        Assert.Equal(8, resumed.GetProperty("trials").GetInt32());
        string[] all = [.. Lines("finished")];
        Assert.Equal(finished, all[..finished.Length]);
        Assert.Equal(
            Enumerable.Range(0, 8),
            Events("s")
                .Where(line => line.GetProperty("event").GetString() == "finished")
                .Select(line => line.GetProperty("trial").GetInt32())
                .Order()
        );
        Assert.All(
            Events("s").Where(line => line.GetProperty("event").GetString() == "finished"),
            line => Assert.Equal("complete", line.GetProperty("state").GetString())
        );

        // What the killed runs left is what an undisturbed run has: each trial's seed decides.
        JsonElement undisturbed = _cli.Run([.. args.Select(arg => arg == "s" ? "t" : arg)]).Json;
        Assert.Equal(
            undisturbed.GetProperty("bestValidationAccuracy").GetDouble(),
            resumed.GetProperty("bestValidationAccuracy").GetDouble()
        );
        Assert.Equal(
            undisturbed.GetProperty("testAccuracy").GetDouble(),
            resumed.GetProperty("testAccuracy").GetDouble()
        );
    }

    [Fact]
    public void An_interrupted_sweep_prints_the_best_so_far_and_goes_on()
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
            "--json"
        );
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("--study s --resume", result.Error, StringComparison.Ordinal);
        JsonElement json = JsonDocument
            .Parse(Assert.Single(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
            .RootElement;
        Assert.True(json.GetProperty("bestValidationAccuracy").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("testAccuracy").ValueKind);
        int finished = Lines("finished").Count();
        JsonElement resumed = _cli.Run(
            "sweep",
            "--space",
            "space.json",
            "--trials",
            $"{finished + 1}",
            "--parallel",
            "2",
            "--study",
            "s",
            "--resume",
            "--json"
        ).Json;
        Assert.InRange(resumed.GetProperty("trials").GetInt32(), finished + 1, finished + 2);
    }

    public static TheoryData<string, string> BadInput { get; } =
        new()
        {
            { "--space nowhere", "There is no search space 'nowhere', nor such a file" },
            { "--space empty.json", "empty" },
            { "--space unknown.json", "did you mean 'Epochs'?" },
            { "--tuner annealing", "--tuner is 'annealing'; did you mean" },
            { "--prune hard", "--prune is 'hard'; did you mean" },
            { "--trials 0", "--trials is 0; give at least 1." },
            { "--time -1", "--time is -1; give seconds above 0" },
            { "--validation 0", "--validation is 0; give a share above 0 and below 1." },
            { "--study a/b", "--study is 'a/b'; give a name without slashes and colons." },
            { "--resume", "--resume resumes a study, but none is named" },
            { "--study none --resume", "There is no study 'none'" },
            { "--study s --store space.json", "The study 's' cannot be written to" },
            {
                "--study s --store postgresql://me:secret@127.0.0.1:1/db",
                "The PostgreSQL at 127.0.0.1:1/db cannot keep the study 's'"
            },
            { "--parallel 3 --threads 2", "3 trials at once of 1 threads each take 3 threads, more than MaxThreads 2" },
        };

    [Theory]
    [MemberData(nameof(BadInput))]
    public void Bad_input_is_one_sentence_and_exit_code_2(string args, string sentence)
    {
        File.WriteAllText(_cli.PathOf("empty.json"), "{}");
        File.WriteAllText(_cli.PathOf("unknown.json"), """{"Epoch": [1]}""");
        CommandLine.Result result = _cli.Run(["sweep", .. args.Split(' ')]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Error);
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_of_another_space_is_refused()
    {
        _ = _cli.Run("sweep", "--space", "space.json", "--trials", "1", "--study", "s", "--json").Json;
        CommandLine.Result other = _cli.Run(
            "sweep",
            "--space",
            "classic-small",
            "--trials",
            "2",
            "--study",
            "s",
            "--resume"
        );
        CommandLine.Result again = _cli.Run("sweep", "--space", "space.json", "--trials", "2", "--study", "s");
        Assert.Equal((2, 2), (other.ExitCode, again.ExitCode));
        Assert.Contains("The study 's' was begun with another space", other.Error, StringComparison.Ordinal);
        Assert.Contains("already", again.Error, StringComparison.Ordinal);
    }

    private IEnumerable<string> Lines(string kind) =>
        File.ReadLines(JournalOf("s"))
            .Where(line => line.StartsWith($"{{\"event\":\"{kind}\"", StringComparison.Ordinal) && line.EndsWith('}'));

    // What differs from run to run: times, the process, and the study's name.
    private static string Comparable(JsonElement line) =>
        string.Join(
            " ",
            line.EnumerateObject()
                .Where(field => field.Name is not ("seconds" or "owner" or "at" or "name"))
                .Select(field => field.ToString())
        );
}
