using Microsoft.Playwright;
using MlPipeline.Reports.Tests;

namespace MlPipeline.Dashboard.Tests;

/// <summary>
/// Pictures of a dashboard, to be looked at: MLPIPELINE_SAMPLES=FOLDER ./test --filter SamplePictures.
/// </summary>
public sealed class SamplePictures(Browser browser) : IClassFixture<Browser>
{
    [SkippableTheory]
    [InlineData(1100, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task Are_written_where_asked_for(int width, ColorScheme scheme)
    {
        string? folder = Environment.GetEnvironmentVariable("MLPIPELINE_SAMPLES");
        Skip.If(string.IsNullOrEmpty(folder), "MLPIPELINE_SAMPLES names no folder.");
        var studies = new MadeUpStudies();
        MadeUpStudy study = studies.Add("shoes", trials: 100, shown: 62);
        study.Run(60, 7);
        study.Run(61, 3);
        study.Models.AddRange([
            new StudyModel("trial-000019.zip", 19, 480_000),
            new StudyModel("trial-000034.zip", 34, 1_730_000),
            new StudyModel("trial-000051.zip", 51, 960_000),
        ]);
        await using Served served = await Served.StartAsync(studies);
        await using OpenDashboard open = await OpenDashboard.OpenAsync(
            browser.Running,
            served.Server.Address,
            width,
            scheme
        );
        await open.TrialsAsync(62);
        await open.Page.WaitForTimeoutAsync(1000);
        await open.Page.ScreenshotAsync(
            new() { Path = Path.Combine(folder!, $"dashboard-{width}.png"), FullPage = true }
        );
        await open.Page.ScreenshotAsync(
            new()
            {
                Path = Path.Combine(folder!, $"dashboard-top-{width}.png"),
                Clip = new()
                {
                    Width = width,
                    Height = 1180,
                    X = 0,
                    Y = 0,
                },
                FullPage = true,
            }
        );
    }
}
