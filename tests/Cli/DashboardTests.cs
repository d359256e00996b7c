using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace MlPipeline.Cli.Tests;

/// <summary>Dashboards as their user starts them: fresh processes, asked over HTTP.</summary>
public sealed class DashboardTests : IDisposable
{
    private static readonly string[] Small = ["--space", "space.json", "--parallel", "2", "--prune", "none"];

    private readonly CommandLine _cli = new();
    private readonly HttpClient _client = new();

    public DashboardTests() =>
        File.WriteAllText(
            _cli.PathOf("space.json"),
            """
            {
              "Epochs": [1, 2], "HiddenLayers": 1, "Width": [8, 16, 32],
              "LearningRate": {"min": 1e-4, "max": 1e-2, "log": true}
            }
            """
        );

    public void Dispose()
    {
        _client.Dispose();
        _cli.Dispose();
    }

    [Fact]
    public async Task Dashboard_shows_the_studies_of_a_store_and_hands_out_their_models_until_it_is_interrupted()
    {
        _ = _cli.Run(["sweep", .. Small, "--trials", "4", "--study", "shoes", "--json"]).Json;
        using Process process = _cli.Start("dashboard", "--port", "0", "--json");
        var address = new Uri(
            JsonDocument
                .Parse((await process.StandardOutput.ReadLineAsync())!)
                .RootElement.GetProperty("dashboard")
                .GetString()!
        );
        Assert.Equal("127.0.0.1", address.Host);

        JsonElement study = Assert.Single((await GetAsync(address, "api/studies")).EnumerateArray());
        Assert.Equal(
            ("shoes", false),
            (study.GetProperty("name").GetString(), study.GetProperty("isLive").GetBoolean())
        );
        JsonElement update = await FirstUpdateAsync(address, "shoes");
        Assert.Equal(4, update.GetProperty("trials").GetArrayLength());
        Assert.All(
            update.GetProperty("trials").EnumerateArray(),
            trial => Assert.Equal("Completed", trial.GetProperty("state").GetString())
        );
        Assert.NotEqual(0, update.GetProperty("study").GetProperty("finalModel").GetArrayLength());
        string[] models =
        [
            .. update.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("file").GetString()!),
        ];
        Assert.Equal(4, models.Length); // the final one and the best three
        Assert.Equal("model.zip", models[0]);
        foreach (string model in models)
            Assert.Equal(
                "PK"u8.ToArray(),
                (await _client.GetByteArrayAsync(new Uri(address, $"api/studies/shoes/models/{model}")))[..2]
            );

        Assert.Equal(0, await InterruptAsync(process));
    }

    [Fact]
    public async Task Sweep_serves_its_study_while_it_runs_and_ends_a_trial_that_the_page_stops()
    {
        File.WriteAllText(_cli.PathOf("long.json"), """{"Epochs": 5000, "HiddenLayers": 1, "Width": 8}""");
        using Process process = _cli.Start(
            "sweep",
            "--space",
            "long.json",
            "--parallel",
            "1",
            "--trials",
            "1000",
            "--prune",
            "none",
            "--study",
            "shoes",
            "--dashboard",
            "--port",
            "0",
            "--json"
        );
        string line = (await process.StandardError.ReadLineAsync())!;
        Assert.StartsWith("The dashboard is at http://127.0.0.1:", line, StringComparison.Ordinal);
        var address = new Uri(line["The dashboard is at ".Length..].TrimEnd('.'));
        Assert.Equal("?study=shoes", address.Query);
        Task drained = process.StandardError.ReadToEndAsync();

        await EventuallyAsync(async () =>
            (await FirstUpdateAsync(address, "shoes"))
                .GetProperty("trials")
                .EnumerateArray()
                .Any(trial => trial.GetProperty("values").GetArrayLength() > 0)
        );
        using (
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/api/studies/shoes/trials/0/stop"))
            {
                Headers = { { "X-MlPipeline", "stop" } },
            }
        )
            Assert.Equal(HttpStatusCode.Accepted, (await _client.SendAsync(request)).StatusCode);
        // Within a second or so of its journal, and the next trial begins.
        await EventuallyAsync(async () =>
        {
            JsonElement[] trials =
            [
                .. (await FirstUpdateAsync(address, "shoes")).GetProperty("trials").EnumerateArray(),
            ];
            return trials.Length > 1
                && trials[0].GetProperty("state").GetString() == "Cancelled"
                && trials[1].GetProperty("state").GetString() == "Running";
        });
        Assert.Equal(130, await InterruptAsync(process));
        await drained;
    }

    public static TheoryData<string, string> BadInput { get; } =
        new()
        {
            {
                "dashboard nowhere",
                "There is no study 'nowhere'; give a study's directory, or the name of a study in 'studies'."
            },
            { "dashboard --port 70000", "--port is 70000; give a number from 0 to 65535." },
            { "dashboard --listen everywhere", "--listen is 'everywhere'; give an address of this machine" },
            { "dashboard --listen 192.0.2.1", "The dashboard cannot listen at 192.0.2.1" },
            { "dashboard --listen 0.0.0.0 --token short", "--token has 5 characters; give 16 or more." },
            { "sweep --port 8000", "--port is for the dashboard; give --dashboard too." },
        };

    [Theory]
    [MemberData(nameof(BadInput))]
    public void Bad_input_is_one_sentence_and_exit_code_2(string args, string sentence)
    {
        CommandLine.Result result = _cli.Run(args.Split(' '));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Error);
        Assert.False(Directory.Exists(_cli.PathOf("studies")));
    }

    private async Task<JsonElement> GetAsync(Uri address, string path) =>
        JsonDocument.Parse(await _client.GetStringAsync(new Uri(address, path))).RootElement;

    private async Task<JsonElement> FirstUpdateAsync(Uri address, string study)
    {
        using var reader = new StreamReader(
            await _client.GetStreamAsync(new Uri(address, $"/api/studies/{study}/events"))
        );
        while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal))
                return JsonDocument.Parse(line["data: ".Length..]).RootElement;
        }
        throw new InvalidOperationException("The stream ended.");
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        for (int i = 0; i < 120; i++)
        {
            if (await holds())
                return;
            await Task.Delay(250);
        }
        Assert.Fail("It did not come to that within half a minute.");
    }

    private static async Task<int> InterruptAsync(Process process)
    {
        using (Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return process.ExitCode;
    }
}
