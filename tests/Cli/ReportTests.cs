using System.Text.Json;

namespace MlPipeline.Cli.Tests;

public sealed class ReportTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Train_writes_a_report_and_its_data_of_which_the_report_command_makes_the_page_again()
    {
        JsonElement train = _cli.Run(
            "train",
            "--epochs",
            "2",
            "--layers",
            "16",
            "--validation",
            "0.1",
            "--model",
            "m.zip",
            "--report",
            "--json"
        ).Json;
        Assert.Equal("m.html", train.GetProperty("report").GetString());
        Assert.Equal(
            ["m.html", "m.report.json", "m.zip"],
            Directory.GetFiles(_cli.Directory).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );

        JsonElement report = JsonDocument.Parse(File.ReadAllBytes(_cli.PathOf("m.report.json"))).RootElement;
        Assert.Equal(
            train.GetProperty("testAccuracy").GetDouble(),
            report.GetProperty("test").GetProperty("accuracy").GetDouble()
        );
        Assert.Equal(
            train.GetProperty("validationAccuracy").GetDouble(),
            report.GetProperty("epochs")[1].GetProperty("validationAccuracy").GetDouble()
        );
        JsonElement data = report.GetProperty("dataSet");
        Assert.Equal(12_000, data.GetProperty("trainRows").GetInt64() + data.GetProperty("validationRows").GetInt64());
        Assert.InRange(data.GetProperty("validationRows").GetInt64(), 1_000, 1_400);
        JsonElement[] matrix =
        [
            .. report.GetProperty("classification").GetProperty("confusionMatrix").EnumerateArray(),
        ];
        Assert.Equal(2000, matrix.Sum(row => row.EnumerateArray().Sum(cell => cell.GetInt64())));
        // The diagonal's share is the accuracy: the collector reads the same scores as the evaluator.
        Assert.Equal(
            train.GetProperty("testAccuracy").GetDouble(),
            matrix.Select((row, i) => row[i].GetInt64()).Sum() / 2000.0,
            12
        );
        Assert.Equal(16, report.GetProperty("firstLayerWeights").GetArrayLength());
        Assert.Contains(
            report.GetProperty("options").EnumerateArray(),
            option =>
                option.GetProperty("name").GetString() == "layers" && option.GetProperty("value").GetString() == "16"
        );

        JsonElement again = _cli.Run("report", "m.report.json", "m.report.json", "--output", "two.html", "--json").Json;
        Assert.Equal(2, again.GetProperty("reports").GetInt32());
        Assert.StartsWith("<!doctype html>", File.ReadAllText(_cli.PathOf("two.html")), StringComparison.Ordinal);
        Assert.Equal("The report is in m.html.\n", _cli.Run("report", "m.report.json").Output);
    }

    [Fact]
    public void A_learning_rate_range_test_draws_its_curve_and_suggests_a_rate_on_it()
    {
        JsonElement range = _cli.Run("lr-range", "--layers", "16", "--steps", "30", "--report", "--json").Json;
        Assert.Equal("lr-range.html", range.GetProperty("report").GetString());
        JsonElement curves = JsonDocument
            .Parse(File.ReadAllBytes(_cli.PathOf("lr-range.report.json")))
            .RootElement.GetProperty("sections")[0]
            .GetProperty("items")[0];
        Assert.True(curves.GetProperty("isXLogarithmic").GetBoolean());
        JsonElement[] all = [.. curves.GetProperty("curves").EnumerateArray()];
        double[] rates =
        [
            .. range
                .GetProperty("points")
                .EnumerateArray()
                .Select(point => point.GetProperty("learningRate").GetDouble()),
        ];
        Assert.Equal(rates, all[0].GetProperty("x").EnumerateArray().Select(rate => rate.GetDouble()));
        Assert.Equal(1e-6, rates[0], 1e-12);
        Assert.Equal(range.GetProperty("suggestion").GetDouble(), all[2].GetProperty("x")[0].GetDouble());
        Assert.InRange(range.GetProperty("suggestion").GetDouble(), rates[0], rates[^1]);
    }

    [Fact]
    public void Charts_are_not_drawn_to_files_without_Node_and_then_no_page_is_written_either()
    {
        _ = _cli.Run("lr-range", "--layers", "4", "--steps", "10", "--report", "r.html", "--json").Json;
        File.Delete(_cli.PathOf("r.html"));
        CommandLine.Result result = _cli.RunWith(
            [new("PATH", "/nowhere")],
            "report",
            "r.report.json",
            "--svg",
            "charts"
        );
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("Charts are drawn to files by Node.js,", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_cli.PathOf("r.html")) || Directory.Exists(_cli.PathOf("charts")));
    }

    [Theory]
    [InlineData(
        "There is no report 'no.report.json'; give a .report.json file that 'train --report' wrote.",
        "report",
        "no.report.json"
    )]
    [InlineData("'.' is a directory without a study; give the *.report.json files in it.", "report", ".")]
    [InlineData(
        "There is no report and no study 'shoes'; give a *.report.json file, a study's directory, or the name of a "
            + "study in 'studies'.",
        "report",
        "shoes"
    )]
    [InlineData(
        "The report 'page.txt' is a web page; give a name that ends in .html.",
        "sweep",
        "--report",
        "page.txt"
    )]
    [InlineData(
        "The report 'page.txt' is a web page; give a name that ends in .html.",
        "train",
        "--report",
        "page.txt"
    )]
    public void Bad_input_gets_one_sentence_before_anything_is_done(string sentence, params string[] args)
    {
        CommandLine.Result result = _cli.Run(args);
        Assert.Equal((2, sentence, ""), (result.ExitCode, result.Error, result.Output));
        Assert.Empty(Directory.GetFileSystemEntries(_cli.Directory));
    }

    [Fact]
    public void A_file_that_is_no_report_is_refused_and_no_page_written()
    {
        File.WriteAllText(_cli.PathOf("x.report.json"), "{\"kind\":\"run\"");
        CommandLine.Result result = _cli.Run("report", "x.report.json");
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("'x.report.json' is no report, or is damaged", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_cli.PathOf("x.html")));
    }
}
