using Microsoft.Playwright;
using MlPipeline.Reports.Tests;

namespace MlPipeline.Dashboard.Tests;

/// <summary>The dashboard in a real browser.</summary>
public sealed class DashboardPageTests(Browser browser) : IClassFixture<Browser>
{
    private const int Charts = 11;

    [SkippableTheory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task Every_chart_draws_at_any_width_without_a_complaint_or_a_request_elsewhere(
        int width,
        ColorScheme scheme
    )
    {
        var studies = new MadeUpStudies();
        MadeUpStudy study = studies.Add("shoes", trials: 100, shown: 80);
        study.Run(79, 4);
        await using Served served = await Served.StartAsync(studies);
        await using OpenDashboard open = await OpenDashboard.OpenAsync(
            browser.Running,
            served.Server.Address,
            width,
            scheme
        );
        await open.TrialsAsync(80);
        Assert.Equal(Charts, await open.Page.Locator(".plot[data-drawn=true]:has(svg, canvas)").CountAsync());
        Assert.Equal(width, await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Equal("live", await open.Page.TextContentAsync(".connection"));
        Assert.Empty(open.Complaints);
        Assert.Empty(open.Foreign);
    }

    [SkippableFact]
    public async Task Trials_come_in_while_what_the_reader_chose_stays()
    {
        var studies = new MadeUpStudies();
        MadeUpStudy study = studies.Add("shoes", trials: 100, shown: 0);
        await using Served served = await Served.StartAsync(studies);
        await using OpenDashboard open = await OpenDashboard.OpenAsync(browser.Running, served.Server.Address);
        await open.TrialsAsync(0);
        Assert.Equal(0, await open.Page.Locator("figure.chart").CountAsync());
        study.Run(0, 1);
        study.Shown = 1;
        await open.Page.WaitForSelectorAsync("#running tbody tr");
        Assert.Contains("1 of 10", await open.Page.TextContentAsync("#running tbody"), StringComparison.Ordinal);
        study.Run(0, 7);
        await open.Page.WaitForFunctionAsync(
            "() => document.querySelector('#running tbody').textContent.includes('7 of 10')"
        );

        study.End(0);
        study.Shown = 50;
        await open.TrialsAsync(50);
        // The best configuration is described again in the background.
        await open.Page.WaitForSelectorAsync("h2:has-text('Best configuration')", new() { Timeout = 60_000 });
        Assert.Equal(Charts, await open.Page.Locator("figure.chart").CountAsync());
        Assert.Equal(
            ["Progress", "Best configuration", "Importance", "Parameter by parameter", "Trials", "Settings"],
            await open.Page.Locator("section > h2").AllTextContentsAsync()
        );
        Assert.Equal(
            ["Progress", "Best configuration", "Importance", "Parameter by parameter", "Trials", "Settings"],
            await open.Page.Locator("nav a").AllTextContentsAsync()
        );
        await open.Page.FillAsync("input[type=search]", "state=completed");
        await open.Page.Locator("#trials th button", new() { HasText = "seconds" }).ClickAsync();
        study.Shown = 100;
        await open.TrialsAsync(100);
        int completed = study.Whole.Trials.Count(trial => trial.State == Reports.StudyTrialState.Completed);
        Assert.Contains(
            $"of {completed} that match, of 100",
            await open.Page.TextContentAsync(".trials [role=status]"),
            StringComparison.Ordinal
        );
        double[] seconds =
        [
            .. (await open.Page.Locator("#trials tbody tr td:nth-last-child(2)").AllTextContentsAsync()).Select(text =>
                double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            ),
        ];
        Assert.Equal(seconds.OrderDescending(), seconds);
        // A chart that is out of sight is drawn when it comes into view.
        await open.Page.Locator(".plot").First.ScrollIntoViewIfNeededAsync();
        await open.Page.WaitForSelectorAsync(".plot[aria-label*=' of 100 trials']");
        Assert.Empty(open.Complaints);
    }

    [SkippableFact]
    public async Task A_selection_in_the_parallel_coordinates_outlives_what_comes_in()
    {
        var studies = new MadeUpStudies();
        MadeUpStudy study = studies.Add("shoes", trials: 100, shown: 60);
        await using Served served = await Served.StartAsync(studies);
        await using OpenDashboard open = await OpenDashboard.OpenAsync(browser.Running, served.Server.Address);
        await open.TrialsAsync(60);
        ILocator plot = open.Page.Locator(".plot[aria-label^='Parallel']");
        await plot.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await plot.BoundingBoxAsync())!;
        await open.Page.Mouse.MoveAsync(box.X + box.Width - 64, box.Y + 45);
        await open.Page.Mouse.DownAsync();
        await open.Page.Mouse.MoveAsync(box.X + box.Width - 64, box.Y + 60);
        await open.Page.Mouse.MoveAsync(box.X + box.Width - 64, box.Y + 100);
        await open.Page.Mouse.UpAsync();
        string selected = (await open.Page.TextContentAsync(".trials [role=status]"))!;
        Assert.Contains("of 60, selected in the parallel coordinates", selected, StringComparison.Ordinal);
        study.Shown = 90;
        await open.TrialsAsync(90);
        Assert.Equal(
            selected.Replace("of 60,", "of 90,", StringComparison.Ordinal),
            await open.Page.TextContentAsync(".trials [role=status]")
        );
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "End selection" }).ClickAsync();
        Assert.Equal("Trials 1 to 20 of 90.", await open.Page.TextContentAsync(".trials [role=status]"));
        Assert.Empty(open.Complaints);
    }

    [SkippableFact]
    public async Task A_running_trial_is_stopped_by_its_button_and_a_model_is_fetched_by_its_link()
    {
        string model = Path.GetTempFileName();
        File.WriteAllText(model, "a model");
        var studies = new MadeUpStudies();
        MadeUpStudy study = studies.Add("shoes", trials: 20, shown: 6);
        study.Run(5, 2);
        study.Models.Add(new Dashboard.StudyModel("trial-000003.zip", 3, 7));
        study.ModelPath = model;
        await using Served served = await Served.StartAsync(studies);
        await using OpenDashboard open = await OpenDashboard.OpenAsync(browser.Running, served.Server.Address);
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Stop trial 5" }).ClickAsync();
        await open.Page.WaitForSelectorAsync("button:has-text('Stopping…')");
        await Eventually(() => study.Stopped.SequenceEqual([5]));
        IDownload download = await open.Page.RunAndWaitForDownloadAsync(() =>
            open.Page.GetByText("trial 3 (0.0 MB)").ClickAsync()
        );
        Assert.Equal(
            ("trial-000003.zip", "a model"),
            (download.SuggestedFilename, await File.ReadAllTextAsync(await download.PathAsync()))
        );

        study.IsLive = false;
        await open.Page.WaitForFunctionAsync(
            "() => document.querySelector('.running').textContent.includes('--study shoes --resume resumes it')"
        );
        Assert.False(await open.Page.GetByRole(AriaRole.Button, new() { Name = "Stop trial 5" }).IsVisibleAsync());
        Assert.Empty(open.Complaints);
        File.Delete(model);
    }

    [SkippableFact]
    public async Task It_survives_a_reload_and_a_server_that_ends_and_comes_back()
    {
        var studies = new MadeUpStudies();
        studies.Add("first", trials: 10, shown: 10);
        MadeUpStudy second = studies.Add("<img src=x onerror=window.hacked=1>", trials: 40, shown: 30);
        Served served = await Served.StartAsync(studies);
        int port = served.Server.Address.Port;
        await using OpenDashboard open = await OpenDashboard.OpenAsync(browser.Running, served.Server.Address);
        await open.TrialsAsync(10);
        await open.Page.SelectOptionAsync("#choice", "<img src=x onerror=window.hacked=1>");
        await open.TrialsAsync(30);
        await open.Page.ReloadAsync();
        await open.TrialsAsync(30);
        Assert.Empty(open.Complaints);

        await served.DisposeAsync();
        await open.Page.WaitForSelectorAsync(".connection[data-state=connecting]");
        second.Shown = 40;
        await using Served again = await Served.StartAsync(studies, port: port);
        await open.TrialsAsync(40);
        Assert.Equal("live", await open.Page.TextContentAsync(".connection"));
        await open.Page.GoBackAsync();
        await open.TrialsAsync(10);
        Assert.False(await open.Page.EvaluateAsync<bool>("'hacked' in window"));
        Assert.Equal(0, await open.Page.Locator("main :is(script, img)").CountAsync());
    }

    [SkippableFact]
    public async Task Ten_thousand_trials_stay_usable_while_more_come_in()
    {
        var studies = new MadeUpStudies();
        MadeUpStudy study = studies.Add("long", trials: 10_000, shown: 9_900);
        await using Served served = await Served.StartAsync(studies);
        await using OpenDashboard open = await OpenDashboard.OpenAsync(browser.Running, served.Server.Address);
        await open.TrialsAsync(9_900);
        study.Shown = 10_000;
        await open.TrialsAsync(10_000);
        Assert.Equal(20, await open.Page.Locator("#trials tbody tr").CountAsync());
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        Assert.Equal("Page 2 of 500", await open.Page.TextContentAsync(".pager span"));
        Assert.Empty(open.Complaints);
    }

    private static async Task Eventually(Func<bool> holds)
    {
        for (int i = 0; i < 100 && !holds(); i++)
            await Task.Delay(100);
        Assert.True(holds());
    }
}
