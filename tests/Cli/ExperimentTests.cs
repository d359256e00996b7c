using System.Text.Json;

namespace MlPipeline.Cli.Tests;

public sealed class ExperimentTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void List_names_every_experiment_and_what_it_does()
    {
        JsonElement[] experiments =
        [
            .. _cli.Run("experiment", "list", "--json").Json.GetProperty("experiments").EnumerateArray(),
        ];
        Assert.Equal(
            [
                "neuron-surfaces",
                "xor",
                "ce-vs-mse",
                "mnist-mlp",
                "mnist-cnn",
                "fashion-mlp",
                "fashion-cnn",
                "simard-800",
                "mnist-recommendations",
            ],
            experiments.Select(experiment => experiment.GetProperty("name").GetString())
        );
        Assert.All(experiments, experiment => Assert.NotEmpty(experiment.GetProperty("summary").GetString()!));
        string[] lines = _cli.Run("experiment", "list").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(experiments.Length, lines.Length);
        Assert.StartsWith("xor ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Surfaces_of_a_neuron_have_the_known_sums_and_go_into_the_report()
    {
        JsonElement json = _cli.Run("experiment", "neuron-surfaces", "--json", "--report").Json;
        Assert.Equal(1769.3123, json.GetProperty("squaredErrorSum").GetDouble(), 1769.3123 * 1e-6);
        Assert.Equal(21435.47, json.GetProperty("crossEntropySum").GetDouble(), 21435.47 * 1e-6);
        Assert.All(
            json.GetProperty("bounds").EnumerateArray(),
            bound => Assert.True(bound.GetProperty("reached").GetBoolean())
        );
        Assert.Equal("neuron-surfaces.html", json.GetProperty("report").GetString());

        JsonElement report = JsonDocument
            .Parse(File.ReadAllBytes(_cli.PathOf("neuron-surfaces.report.json")))
            .RootElement;
        JsonElement[] surfaces = [.. report.GetProperty("sections")[1].GetProperty("items").EnumerateArray()];
        Assert.Equal(5, surfaces.Length);
        // By symmetry: where weight and bias cancel out, the output is the target, both losses are least, both
        // gradients 0.
        for (int i = 0; i < 5; i++)
            Assert.Equal(
                ((double[])[0.5, 0, Math.Log(2), 0, 0])[i],
                surfaces[i].GetProperty("values")[10][89].GetDouble(),
                1e-12
            );
        // The gradients are the losses' slopes along the weight.
        foreach ((int loss, int gradient) in (ReadOnlySpan<(int, int)>)[(1, 3), (2, 4)])
        {
            JsonElement row = surfaces[loss].GetProperty("values")[40];
            JsonElement slopes = surfaces[gradient].GetProperty("values")[40];
            for (int w = 1; w < 99; w++)
                Assert.Equal(
                    (row[w + 1].GetDouble() - row[w - 1].GetDouble()) / (2 * 12.0 / 99),
                    slopes[w].GetDouble(),
                    2e-3
                );
        }
    }

    [Fact]
    public void Exclusive_or_is_learned_by_tanh_units_and_never_without_activation()
    {
        JsonElement json = _cli.Run("experiment", "xor", "--quick", "--json").Json;
        Assert.Equal(
            [0, 500, 1000, 1500, 2000, 2500, 3000],
            json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetInt32())
        );
        JsonElement tanh = json.GetProperty("activations")[0];
        JsonElement none = json.GetProperty("activations")[1];
        Assert.True(tanh.GetProperty("solved").GetInt32() >= 1, tanh.GetRawText());
        // The best a line can do: three of four points, at a loss of log 2.
        Assert.Equal(0, none.GetProperty("solved").GetInt32());
        Assert.InRange(none.GetProperty("meanLoss").GetDouble(), 0.693, 0.694);

        // The boundary parts the four points in the plane of the hidden units.
        JsonElement last = json.GetProperty("steps")[6];
        double[] boundary = Numbers(last.GetProperty("boundary"));
        bool[] sides =
        [
            .. last.GetProperty("hiddenPoints")
                .EnumerateArray()
                .Select(Numbers)
                .Select(point => boundary[0] * point[0] + boundary[1] * point[1] + boundary[2] > 0),
        ];
        Assert.Equal([false, true, true, false], sides);
    }

    [Theory]
    [InlineData("mnist-mlp")]
    [InlineData("mnist-cnn")]
    [InlineData("fashion-mlp")]
    [InlineData("fashion-cnn")]
    public void Trainings_run_quickly_on_a_few_images(string name)
    {
        JsonElement json = _cli.Run("experiment", name, "--quick", "--json", "--report", "r.html").Json;
        Assert.Equal(name, json.GetProperty("experiment").GetString());
        Assert.Equal("glyphs", json.GetProperty("dataset").GetString());
        JsonElement epoch = Assert.Single(json.GetProperty("history").EnumerateArray());
        Assert.Equal(name == "mnist-cnn", epoch.TryGetProperty("testLoss", out _));
        Assert.Equal(name == "fashion-mlp", epoch.TryGetProperty("validationLoss", out _));
        // A few images hold no bounds.
        Assert.Equal(0, json.GetProperty("bounds").GetArrayLength());
        JsonElement report = JsonDocument.Parse(File.ReadAllBytes(_cli.PathOf("r.report.json"))).RootElement;
        Assert.Equal("run", report.GetProperty("kind").GetString());
        Assert.Equal(300, report.GetProperty("dataSet").GetProperty("testRows").GetInt32());
        if (name != "mnist-cnn")
            return;
        Assert.Equal(json.GetProperty("testAccuracy").GetDouble(), epoch.GetProperty("testAccuracy").GetDouble(), 12);
        Assert.Equal(
            json.GetProperty("testAccuracy").GetDouble(),
            json.GetProperty("bestTestAccuracy").GetDouble(),
            12
        );
        Assert.Equal(JsonValueKind.Null, json.GetProperty("bestValidationAccuracy").ValueKind);
    }

    [Theory]
    [InlineData("ce-vs-mse", 2)]
    [InlineData("simard-800", 3)]
    [InlineData("mnist-recommendations", 11)]
    public void Comparisons_run_quickly_on_a_few_images(string name, int runs)
    {
        CommandLine.Result result = _cli.Run("experiment", name, "--quick", "--json", "--report");
        Assert.Equal(runs, result.Json.GetProperty("runs").GetArrayLength());
        JsonElement report = JsonDocument.Parse(File.ReadAllBytes(_cli.PathOf($"{name}.report.json"))).RootElement;
        Assert.Equal("experiment", report.GetProperty("kind").GetString());
        if (name != "ce-vs-mse")
            return;
        JsonElement[] matrices = [.. report.GetProperty("sections")[2].GetProperty("items").EnumerateArray()];
        Assert.Equal(2, matrices.Length);
        Assert.All(
            matrices,
            matrix =>
                Assert.Equal(
                    300,
                    matrix
                        .GetProperty("rows")
                        .EnumerateArray()
                        .Sum(row =>
                            row.EnumerateArray()
                                .Skip(1)
                                .Sum(cell =>
                                    int.Parse(cell.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
                                )
                        )
                )
        );
    }

    [Fact]
    public void Symmetric_normalization_is_saved_with_the_model()
    {
        JsonElement train = _cli.Run(
            "train",
            "--normalize",
            "symmetric",
            "--layers",
            "16",
            "--epochs",
            "1",
            "--model",
            "m.zip",
            "--json"
        ).Json;
        Assert.Equal(
            train.GetProperty("testAccuracy").GetDouble(),
            _cli.Run("evaluate", "--model", "m.zip", "--json").Json.GetProperty("testAccuracy").GetDouble(),
            12
        );
    }

    [Theory]
    [InlineData(
        "There is no experiment 'mnist-cn'; did you mean 'mnist-cnn'? There are neuron-surfaces, xor, ",
        "mnist-cn"
    )]
    [InlineData("xor has no longer form; leave --long out.", "xor", "--long")]
    [InlineData("--quick runs on a few images only; leave --long and --check out.", "xor", "--quick", "--check")]
    [InlineData("The report 'r.txt' is a web page; give a name that ends in .html.", "xor", "--report", "r.txt")]
    public void Bad_input_gets_one_sentence_before_anything_is_done(string sentence, params string[] args)
    {
        CommandLine.Result result = _cli.Run(["experiment", .. args]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith(sentence, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Error);
        Assert.Empty(Directory.GetFileSystemEntries(_cli.Directory));
    }

    private static double[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(number => number.GetDouble())];
}
