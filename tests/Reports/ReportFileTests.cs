using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MlPipeline.Reports.Tests.Samples;

namespace MlPipeline.Reports.Tests;

public sealed class ReportFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlpipeline-reports-").FullName;

    private string DataFile => Path.Combine(_folder, "a" + ReportFile.Extension);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read_again_whatever_its_kind()
    {
        foreach (
            Report report in (Report[])[SampleRun.Of(SampleRun.Digits), SampleStudy.Of(25), SampleExperiment.Create()]
        )
        {
            ReportFile.Write(DataFile, report);
            Report read = ReportFile.Read(DataFile);
            Assert.IsType(report.GetType(), read);
            Assert.Equal(
                JsonSerializer.Serialize(report, ReportJson.Default.Report),
                JsonSerializer.Serialize(read, ReportJson.Default.Report)
            );
        }
        Assert.Equal([DataFile], Directory.GetFiles(_folder));
    }

    [Fact]
    public void The_format_has_camel_case_names_a_kind_and_a_version()
    {
        ReportFile.Write(DataFile, SampleStudy.Of(3));
        JsonElement root = JsonDocument.Parse(File.ReadAllBytes(DataFile)).RootElement;
        Assert.Equal("study", root.GetProperty("kind").GetString());
        Assert.Equal(1, root.GetProperty("version").GetInt32());
        JsonElement trial = root.GetProperty("trials")[0];
        Assert.Equal(JsonValueKind.Number, trial.GetProperty("parameters").GetProperty("learningRate").ValueKind);
        Assert.Equal(JsonValueKind.String, trial.GetProperty("parameters").GetProperty("optimizer").ValueKind);
        Assert.Contains(trial.GetProperty("state").GetString(), Enum.GetNames<StudyTrialState>());
    }

    [Fact]
    public void Numbers_that_JSON_lacks_survive()
    {
        ReportFile.Write(
            DataFile,
            SampleRun.Of("a", "b") with
            {
                Epochs =
                [
                    new EpochFigures(1, null, double.NaN, null),
                    new EpochFigures(2, null, double.PositiveInfinity, null),
                ],
            }
        );
        Assert.Equal(
            [double.NaN, double.PositiveInfinity],
            Assert.IsType<RunReport>(ReportFile.Read(DataFile)).Epochs.Select(epoch => epoch.TrainLoss)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"kind\":\"other\"}")]
    [InlineData("{\"kind\":\"run\",\"version\":1}")]
    [InlineData("{\"kind\":\"run\",\"title\":null}")]
    public void What_is_no_report_is_refused_in_a_sentence(string text)
    {
        File.WriteAllText(DataFile, text);
        string message = Assert.Throws<InvalidDataException>(() => ReportFile.Read(DataFile)).Message;
        Assert.Contains($"'{DataFile}' is no report, or is damaged", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_version_and_a_missing_file_are_named()
    {
        File.WriteAllText(
            DataFile,
            JsonSerializer.Serialize(SampleExperiment.Create() with { Version = 9 }, ReportJson.Default.Report)
        );
        Assert.Contains(
            "is a report of version 9; this program reads versions 1 to 1",
            Assert.Throws<InvalidDataException>(() => ReportFile.Read(DataFile)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "There is no report",
            Assert.Throws<FileNotFoundException>(() => ReportFile.Read(DataFile + "x")).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Whatever the names, the data element ends where it should and holds the same names.</summary>
    [Fact]
    public void No_name_can_leave_the_element_that_holds_the_data() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                name =>
                {
                    foreach (
                        string hostile in (string[])
                            [name.Get, name.Get + "</script><script>", "<!--<script " + name.Get]
                    )
                    {
                        if (hostile.Any(char.IsSurrogate))
                            continue; // halves of a pair are no text
                        string json = ReportHtml.Embeddable([SampleExperiment.Create() with { Title = hostile }]);
                        Assert.DoesNotContain('<', json);
                        Assert.Equal(hostile, JsonDocument.Parse(json).RootElement[0].GetProperty("title").GetString());
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Weights_become_an_image_around_the_middle_gray()
    {
        WeightImage image = WeightImage.Of("unit 1", [-0.5f, 0, 0.25f, 0.5f], width: 2);
        Assert.Equal([1, 128, 192, 255], image.Image.Pixels);
        Assert.Equal((2, 2, 0.5), (image.Image.Width, image.Image.Height, image.Scale));
        Assert.Equal([128, 128], WeightImage.Of("dead", [0, 0], 2).Image.Pixels);
        Assert.Throws<ArgumentException>(() => WeightImage.Of("ragged", [1, 2, 3], 2));
    }
}
