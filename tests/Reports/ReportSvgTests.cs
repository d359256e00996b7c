using System.Xml.Linq;
using MlPipeline.Reports.Tests.Samples;

namespace MlPipeline.Reports.Tests;

/// <summary>Charts as files, drawn without a browser.</summary>
public sealed class ReportSvgTests : IDisposable
{
    private const string Markup = "<img src=x onerror=alert(1)>";

    private readonly string _directory = Directory.CreateTempSubdirectory("mlpipeline-svg-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [SkippableFact]
    public void Every_chart_of_every_kind_of_report_is_an_SVG_document_with_its_title()
    {
        SkipWithoutNode();
        IReadOnlyList<string> files = ReportSvg.Write(
            Path.Combine(_directory, "charts"),
            [SampleRun.Of(SampleRun.Digits), SampleStudy.Of(100, Markup), SampleExperiment.Create()]
        );
        Assert.Equal(6 + 11 + 4, files.Count);
        Assert.Equal(files.Order(), Directory.GetFiles(Path.Combine(_directory, "charts")).Order());
        foreach (string file in files)
        {
            XElement svg = XDocument.Load(file).Root!;
            Assert.Equal(("svg", "800"), (svg.Name.LocalName, svg.Attribute("width")!.Value));
            Assert.True(svg.Descendants().Count() > 10, file);
            Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "img" or "script");
        }
        string[] texts =
        [
            .. XDocument
                .Load(files.Single(file => Path.GetFileName(file) == "learningrate.svg"))
                .Descendants()
                .Where(element => element.Name.LocalName == "text")
                .Select(element => element.Value),
        ];
        Assert.Contains("learningRate", texts);
        Assert.Contains("validation accuracy", texts);
    }

    [SkippableFact]
    public void Charts_of_one_title_have_files_of_their_own_and_the_width_that_was_asked_for()
    {
        SkipWithoutNode();
        IReadOnlyList<string> files = ReportSvg.Write(_directory, [SampleStudy.Of(30), SampleStudy.Of(40)], width: 500);
        Assert.Equal(files.Count, files.Distinct().Count());
        Assert.Contains(files, file => Path.GetFileName(file) == "units-2.svg");
        Assert.All(files, file => Assert.Equal("500", XDocument.Load(file).Root!.Attribute("width")!.Value));
        Assert.StartsWith(
            "The width is 100; give 200 to 4000 pixels.",
            Assert
                .Throws<ArgumentOutOfRangeException>(() =>
                    ReportSvg.Write(_directory, [SampleStudy.Of(30)], width: 100)
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    private static void SkipWithoutNode()
    {
        Skip.IfNot(ReportHtml.IsSelfContained, "Built without Node.js or its packages.");
        Skip.IfNot(
            (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator)
                .Any(folder =>
                    File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe"))
                ),
            "There is no Node.js in PATH."
        );
    }
}
