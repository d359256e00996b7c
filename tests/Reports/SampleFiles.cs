using MlPipeline.Reports.Tests.Samples;

namespace MlPipeline.Reports.Tests;

/// <summary>
/// Writes the samples as files, for whoever wants to look at them: MLPIPELINE_SAMPLES=FOLDER ./test --filter
/// SampleFiles.
/// </summary>
public class SampleFiles
{
    [SkippableFact]
    public void Are_written_where_they_are_asked_for()
    {
        string? folder = Environment.GetEnvironmentVariable("MLPIPELINE_SAMPLES");
        Skip.If(string.IsNullOrEmpty(folder), "MLPIPELINE_SAMPLES names no folder.");
        foreach (
            (string name, Report report) in (IEnumerable<(string, Report)>)
                [
                    ("run", SampleRun.Of(SampleRun.Digits)),
                    ("study", SampleStudy.Of(100)),
                    ("study-10000", SampleStudy.Of(10_000)),
                    ("experiment", SampleExperiment.Create()),
                ]
        )
        {
            ReportFile.Write(Path.Combine(folder, name + ReportFile.Extension), report);
            ReportHtml.Write(Path.Combine(folder, name + ".html"), report);
            Assert.True(File.Exists(Path.Combine(folder, name + ".html")));
        }
    }
}
