using System.Text.Json;
using MlPipeline.Cli.Benchmarking;

namespace MlPipeline.Cli.Tests;

/// <summary>The benchmark runs and prints what it promises; how fast it is, is not for tests to say.</summary>
public sealed class BenchmarkTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void A_case_alone_is_measured_and_printed_as_json()
    {
        JsonElement json = _cli.Run("benchmark", "--quick", "--only", "score-mlp-4x128-b1", "--json").Json;
        Assert.Equal(
            ["machine", "mlnet", "autoML", "cases", "peak", "gemm", "scaling"],
            json.EnumerateObject().Select(field => field.Name)
        );
        JsonElement only = Assert.Single(json.GetProperty("cases").EnumerateArray());
        Assert.Equal("score-mlp-4x128-b1", only.GetProperty("case").GetString());
        Assert.True(only.GetProperty("imagesPerSecond").GetDouble() > 0);
        Assert.All(
            ["peer", "peerImagesPerSecond", "ratio", "skipped"],
            field => Assert.Equal(JsonValueKind.Null, only.GetProperty(field).ValueKind)
        );
        JsonElement peak = json.GetProperty("peak");
        Assert.True(peak.GetProperty("oneThreadGflops").GetDouble() > 0);
        Assert.True(peak.GetProperty("allThreadsGflops").GetDouble() > 0);
        Assert.Equal(Environment.ProcessorCount, peak.GetProperty("threads").GetInt32());
        Assert.Empty(json.GetProperty("gemm").EnumerateArray());
        JsonElement machine = json.GetProperty("machine");
        Assert.All(["cpu", "os", "dotnet"], field => Assert.NotEmpty(machine.GetProperty(field).GetString()!));
        Assert.Contains(machine.GetProperty("vectorBits").GetInt32(), new[] { 128, 256, 512 });
        Assert.Empty(Directory.GetFileSystemEntries(_cli.Directory));
    }

    [Fact]
    public void Tables_name_the_case_and_the_peak_and_progress_goes_to_standard_error()
    {
        CommandLine.Result result = _cli.Run(
            "benchmark",
            "--quick",
            "--only",
            "score-engine-4x128",
            "score-transform-4x128"
        );
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("score-engine-4x128", result.Output, StringComparison.Ordinal);
        Assert.Contains("multiply-add peak, one thread", result.Output, StringComparison.Ordinal);
        Assert.Contains("Measuring score-transform-4x128...", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Measuring", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_times_by_rows_and_units_come_where_asked_for()
    {
        JsonElement json = _cli.Run("benchmark", "--quick", "--only", "train-scaling", "--json").Json;
        JsonElement[] results = [.. json.GetProperty("scaling").EnumerateArray()];
        Assert.Equal(
            [(1000, 128), (2000, 128), (1024, 32), (1024, 64)],
            results.Select(result => (result.GetProperty("rows").GetInt32(), result.GetProperty("units").GetInt32()))
        );
        Assert.All(results, result => Assert.True(result.GetProperty("epochSeconds").GetDouble() > 0));
        Assert.Equal(784 * 32 + 32 + 32 * 32 + 32 + 32 * 10 + 10, results[2].GetProperty("parameters").GetInt32());
    }

    [Fact]
    public void A_missing_data_set_is_skipped_with_the_reason()
    {
        // A cache of its own, so that what was fetched on this machine is not found.
        CommandLine.Result result = _cli.RunWith(
            [
                new("MLPIPELINE_DATA", null),
                new("XDG_CACHE_HOME", _cli.Directory),
                new("HOME", _cli.Directory),
                new("LOCALAPPDATA", _cli.Directory),
            ],
            "benchmark",
            "--quick",
            "--only",
            "load-fashion-mnist",
            "--json"
        );
        JsonElement only = Assert.Single(result.Json.GetProperty("cases").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, only.GetProperty("seconds").ValueKind);
        Assert.StartsWith(
            "fashion-mnist is not here; fetch it with",
            only.GetProperty("skipped").GetString(),
            StringComparison.Ordinal
        );
    }

    [SkippableFact]
    public void Interrupted_it_says_so_and_ends_with_130()
    {
        Skip.If(OperatingSystem.IsWindows(), "Skipped: there are no signals to send on Windows.");
        CommandLine.Result result = _cli.RunAndInterrupt(
            "Measuring score-mlp-4x128-b1",
            "benchmark",
            "--rounds",
            "100000",
            "--only",
            "score-mlp-4x128-b1"
        );
        Assert.Equal((130, ""), (result.ExitCode, result.Output));
        Assert.EndsWith("Interrupted.", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "There is no benchmark 'score-mlp-4x128-b25'; did you mean 'score-mlp-4x128-b256'? There are "
            + "train-mlp-4x128-b64, ",
        "--only",
        "score-mlp-4x128-b25"
    )]
    [InlineData("--rounds is 0; give at least 1.", "--rounds", "0")]
    [InlineData(
        "--peers needs Python, and 'no-such-python' (--python) cannot be run; install it with 'apt-get update && "
            + "apt-get install -y python3-torch ",
        "--peers",
        "--python",
        "no-such-python"
    )]
    public void Bad_input_is_refused_in_a_sentence_before_anything_is_measured(string sentence, params string[] args)
    {
        CommandLine.Result result = _cli.Run(["benchmark", .. args]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith(sentence, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Error);
    }

    [Fact]
    public void Median_is_the_middle_of_the_sorted_values()
    {
        Assert.Equal(3, Statistics.Median([3]));
        Assert.Equal(2.5, Statistics.Median([4, 1]));
        Assert.Equal(2, Statistics.Median([9, 2, 1]));
        Assert.Equal(2.5, Statistics.Median([100, 2, 3, 1]));
    }

    [Fact]
    public void There_is_no_median_of_nothing() => Assert.Throws<ArgumentException>(() => Statistics.Median([]));

    [Fact]
    public void Ratio_is_ours_over_the_peers_and_nothing_without_one()
    {
        Assert.Equal(2, Statistics.Ratio(10, 5));
        Assert.Null(Statistics.Ratio(10, null));
        Assert.Null(Statistics.Ratio(null, 5));
        Assert.Null(Statistics.Ratio(10, 0));
    }

    [Fact]
    public void The_faster_look_counts_and_a_skipped_one_never_does()
    {
        Figure slow = new(1, 2);
        Figure fast = new(2, 1);
        Figure skipped = new(null, 1);
        Assert.Same(fast, Figure.Faster(slow, fast));
        Assert.Same(fast, Figure.Faster(fast, slow));
        Assert.Same(slow, Figure.Faster(slow, skipped));
    }

    [Fact]
    public void Cases_are_chosen_by_name_in_their_own_order()
    {
        Assert.Equal(BenchmarkCases.Names.Except([BenchmarkCases.Scaling]), BenchmarkCases.Choose([]));
        Assert.Equal(
            ["train-mlp-3x64-b16", "load-fashion-mnist", "sgemm-sizes"],
            BenchmarkCases.Choose(["sgemm-sizes", "load-fashion-mnist", "train-mlp-3x64-b16"])
        );
    }

    [Fact]
    public void A_rate_is_units_over_time_and_the_work_is_warmed_up()
    {
        int passes = 0;
        var plan = new MeasuringPlan(3, TimeSpan.Zero, TimeSpan.Zero, 1, [], [], [], CancellationToken.None);
        Assert.True(plan.Rate(() => passes++, units: 5) > 0);
        Assert.Equal(4, passes);
        Assert.Equal(4, (plan with { Round = TimeSpan.FromSeconds(1) }).PassesFor(0.3));
        Assert.Equal(1, plan.PassesFor(0.3));
        using var canceled = new CancellationTokenSource();
        canceled.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            (plan with { Cancellation = canceled.Token }).Rate(() => { }, 1)
        );
    }

    [Fact]
    public void Json_quotes_the_peer_by_name_with_its_figure_and_the_ratio()
    {
        BenchmarkCase train = BenchmarkCases.All[0];
        BenchmarkCase sgemm = BenchmarkCases.All.Single(c => c.Name == "sgemm-1024-2threads-gflops");
        var report = new BenchmarkReport(
            new Machine("a processor", 2, 512, 256, "a system", "a runtime"),
            [
                new CaseResult(train, new Figure(300, 2), new PeerFigure("scikit-learn", 100, 1, 2)),
                new CaseResult(sgemm, new Figure(50, 2), null),
            ],
            new MachinePeak(100, 200, 2),
            [new GemmResult(64, 2, 50, 0.25)],
            [new ScalingResult(1000, 32, 26_506, 0.5)]
        );
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            report.WriteJson(writer);
            writer.WriteEndObject();
        }
        JsonElement json = JsonDocument.Parse(stream.ToArray()).RootElement;
        JsonElement cases = json.GetProperty("cases");
        Assert.Equal(
            """{"case":"train-mlp-4x128-b64","imagesPerSecond":300,"microseconds":null,"threads":2"""
                + ""","peer":"scikit-learn","peerImagesPerSecond":100,"peerThreads":1,"peerBlasThreads":2"""
                + ""","ratio":3,"skipped":null}""",
            cases[0].GetRawText()
        );
        Assert.Equal(50, cases[1].GetProperty("gflops").GetDouble());
        Assert.Equal(JsonValueKind.Null, cases[1].GetProperty("peerGflops").ValueKind);
        Assert.Equal(
            """{"oneThreadGflops":100,"allThreadsGflops":200,"threads":2}""",
            json.GetProperty("peak").GetRawText()
        );
        Assert.Equal(
            """[{"size":64,"threads":2,"gflops":50,"fractionOfPeak":0.25}]""",
            json.GetProperty("gemm").GetRawText()
        );
        Assert.Equal(512, json.GetProperty("machine").GetProperty("vectorBits").GetInt32());
    }

    [Theory]
    [InlineData(12.5, "a warning\n{\"peer\": \"torch\", \"value\": 12.5}\n")]
    [InlineData(null, "no json")]
    [InlineData(null, "")]
    [InlineData(null, "{}")]
    [InlineData(null, "3")]
    public void A_peers_value_is_read_from_its_last_line(double? value, string output) =>
        Assert.Equal(value, PeerRunner.ValueOf(output));

    [Fact]
    public void The_peak_is_that_of_the_better_look()
    {
        Assert.Equal(new MachinePeak(2, 4, 2), MachinePeak.Higher(new(1, 4, 2), new(2, 3, 2)));
        Assert.True(FmaChains.OperationsPerStep >= 96);
        Assert.True(float.IsFinite(FmaChains.Run(100)));
    }

    [Fact]
    public void The_script_of_the_peers_lies_beside_the_program() =>
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "peers.py")));
}
