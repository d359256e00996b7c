using Microsoft.Playwright;
using MlPipeline.Reports.Tests.Samples;

namespace MlPipeline.Reports.Tests;

/// <summary>Reports in a real browser.</summary>
public sealed class ReportPageTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly Dictionary<string, (Report Report, int Charts)> Reports = new()
    {
        ["run"] = (SampleRun.Of(SampleRun.Digits), 6),
        ["study"] = (SampleStudy.Of(100), 11),
        ["experiment"] = (SampleExperiment.Create(), 4),
    };

    public static TheoryData<string, int, ColorScheme> Looks { get; } =
        new()
        {
            { "run", 1280, ColorScheme.Light },
            { "run", 400, ColorScheme.Dark },
            { "study", 1280, ColorScheme.Dark },
            { "study", 400, ColorScheme.Light },
            { "experiment", 1280, ColorScheme.Light },
            { "experiment", 400, ColorScheme.Dark },
        };

    [SkippableTheory]
    [MemberData(nameof(Looks))]
    public async Task Every_chart_draws_at_any_width_without_a_complaint_and_without_a_request(
        string name,
        int width,
        ColorScheme scheme
    )
    {
        (Report report, int charts) = Reports[name];
        await using OpenReport open = await browser.OpenAsync([report], width, scheme);
        Assert.Equal(charts, await open.Page.Locator("figure.chart").CountAsync());
        Assert.Equal(charts, await open.Page.Locator(".plot[data-drawn=true]:has(svg, canvas)").CountAsync());
        Assert.Empty(open.Complaints);
        Assert.Empty(open.Requests);
        Assert.Equal(width, await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [SkippableTheory]
    [InlineData("<script>window.hacked = 1</script>")]
    [InlineData("</script><img src=x onerror=\"window.hacked = 1\">")]
    [InlineData("<!--<script>&quot;'`${window.hacked = 1}")]
    public async Task A_name_that_is_markup_shows_as_text(string name)
    {
        await using OpenReport open = await browser.OpenAsync([SampleRun.Of(name, "ham") with { Title = name }]);
        Assert.Equal(name, await open.Page.TextContentAsync("h1"));
        Assert.Equal(name, await open.Page.TitleAsync());
        Assert.Equal(
            name,
            await open.Page.TextContentAsync("ul[aria-label='First image of each class'] li:first-child span")
        );
        // The names of a chart are text too, in the chart and in its tooltip.
        ILocator plot = open.Page.Locator(".plot[aria-label^='Precision']");
        await plot.FocusAsync();
        await open.Page.Keyboard.PressAsync("ArrowRight");
        await open.Page.WaitForTimeoutAsync(200);
        Assert.Equal(0, await open.Page.Locator("main :is(script, img)").CountAsync());
        Assert.False(await open.Page.EvaluateAsync<bool>("'hacked' in window"));
        Assert.Empty(open.Complaints);
        Assert.Empty(open.Requests);
    }

    [SkippableFact]
    public async Task Markup_in_a_study_shows_as_text_in_table_and_charts()
    {
        const string Name = "<img src=x onerror='window.hacked=1'>";
        await using OpenReport open = await browser.OpenAsync([SampleStudy.Of(60, Name)]);
        Assert.NotEqual(0, await open.Page.Locator("#trials td", new() { HasText = Name }).CountAsync());
        Assert.Equal(0, await open.Page.Locator("main img").CountAsync());
        Assert.False(await open.Page.EvaluateAsync<bool>("'hacked' in window"));
        Assert.Empty(open.Complaints);
    }

    [SkippableFact]
    public async Task A_range_drawn_on_the_parallel_coordinates_filters_the_table_until_it_is_ended()
    {
        StudyReport study = SampleStudy.Of(100);
        await using OpenReport open = await browser.OpenAsync([study]);
        ILocator plot = open.Page.Locator(".plot[aria-label^='Parallel']");
        await plot.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await plot.BoundingBoxAsync())!;
        // The last axis is the metric: 64 from the right, from 44 below the top down to 64 above the bottom. Its upper
        // quarter.
        float x = box.X + box.Width - 64;
        float top = box.Y + 44;
        float quarter = (box.Height - 108) / 4;
        await open.Page.Mouse.MoveAsync(x, top + 1);
        await open.Page.Mouse.DownAsync();
        await open.Page.Mouse.MoveAsync(x, top + quarter / 2);
        await open.Page.Mouse.MoveAsync(x, top + quarter);
        await open.Page.Mouse.UpAsync();

        double[] metrics = [.. study.Trials.Where(trial => trial.Metric != null).Select(trial => trial.Metric!.Value)];
        double bound = metrics.Max() - (metrics.Max() - metrics.Min()) / 4;
        string status = (await open.Page.TextContentAsync(".trials [role=status]"))!;
        Assert.Contains("selected in the parallel coordinates", status, StringComparison.Ordinal);
        int selected = int.Parse(
            System.Text.RegularExpressions.Regex.Match(status, @"of (\d+) that match").Groups[1].Value,
            System.Globalization.CultureInfo.InvariantCulture
        );
        // The mouse hits a pixel, not a value: a trial at the bound may fall on either side.
        Assert.InRange(
            selected,
            metrics.Count(metric => metric > bound + 0.004),
            metrics.Count(metric => metric > bound - 0.004)
        );

        await open.Page.GetByRole(AriaRole.Button, new() { Name = "End selection" }).ClickAsync();
        Assert.Equal("Trials 1 to 20 of 100.", await open.Page.TextContentAsync(".trials [role=status]"));
        Assert.Empty(open.Complaints);
    }

    [SkippableFact]
    public async Task The_table_filters_by_comparisons_and_sorts_by_a_click_and_by_the_keyboard()
    {
        StudyReport study = SampleStudy.Of(100);
        await using OpenReport open = await browser.OpenAsync([study]);
        await open.Page.FillAsync("input[type=search]", "optimizer=adam learningRate<0.001 state=completed");
        int expected = study.Trials.Count(trial =>
            trial.State == StudyTrialState.Completed
            && trial.Parameters["optimizer"].Word == "adam"
            && trial.Parameters["learningRate"].Number < 0.001
        );
        Assert.InRange(expected, 2, 20);
        Assert.Equal(expected, await open.Page.Locator("#trials tbody tr").CountAsync());

        await open.Page.Locator("#trials th button", new() { HasText = "seconds" }).FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        double[] seconds =
        [
            .. (await open.Page.Locator("#trials tbody tr td:nth-last-child(2)").AllTextContentsAsync()).Select(text =>
                double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            ),
        ];
        Assert.Equal(seconds.OrderDescending(), seconds);
        Assert.Equal(
            "descending",
            await open.Page.GetAttributeAsync("#trials th[aria-sort]:not([aria-sort=none])", "aria-sort")
        );
    }

    [SkippableFact]
    public async Task A_chart_is_saved_as_PNG_and_as_SVG_with_its_title()
    {
        await using OpenReport open = await browser.OpenAsync([SampleExperiment.Create()]);
        foreach (string format in (string[])["PNG", "SVG"])
        {
            IDownload download = await open.Page.RunAndWaitForDownloadAsync(() =>
                open.Page.GetByRole(AriaRole.Button, new() { Name = $"Save as {format}: Squared error" }).ClickAsync()
            );
            byte[] content = await File.ReadAllBytesAsync(await download.PathAsync());
            if (format == "PNG")
                Assert.Equal("PNG", System.Text.Encoding.ASCII.GetString(content, 1, 3));
            else
                Assert.Contains(
                    "Squared error",
                    System.Xml.Linq.XDocument.Parse(System.Text.Encoding.UTF8.GetString(content)).Root!.Value,
                    StringComparison.Ordinal
                );
            Assert.Equal($"squared-error.{format.ToLowerInvariant()}", download.SuggestedFilename);
        }
        Assert.Empty(open.Complaints);
    }

    [SkippableFact]
    public async Task The_slider_and_the_arrow_keys_change_what_is_drawn()
    {
        await using OpenReport open = await browser.OpenAsync([SampleExperiment.Create()]);
        Task<string> Drawn(string label) =>
            open.Page.Locator($".plot[aria-label^='{label}'] svg").First.EvaluateAsync<string>("svg => svg.innerHTML");
        string plane = await Drawn("Decision");
        await open.Page.FocusAsync("input[type=range]");
        await open.Page.Keyboard.PressAsync("Home");
        await open.Page.WaitForTimeoutAsync(200);
        Assert.Equal("step 0", await open.Page.TextContentAsync("output"));
        Assert.NotEqual(plane, await Drawn("Decision"));

        string surface = await Drawn("Surface: loss");
        await open.Page.Locator(".plot[aria-label^='Surface']").First.FocusAsync();
        await open.Page.Keyboard.PressAsync("ArrowLeft");
        await open.Page.WaitForTimeoutAsync(200);
        Assert.NotEqual(surface, await Drawn("Surface: loss"));
        Assert.Empty(open.Complaints);
    }

    [SkippableFact]
    public async Task Every_section_is_printed_on_one_page()
    {
        foreach ((Report report, _) in Reports.Values)
        {
            await using OpenReport open = await browser.OpenAsync([report], scheme: ColorScheme.Dark);
            int sections = await open.Page.Locator("section").CountAsync();
            byte[] pdf = await open.Page.PdfAsync(new() { PreferCSSPageSize = true });
            string pages = System
                .Text.RegularExpressions.Regex.Match(System.Text.Encoding.Latin1.GetString(pdf), @"/Count (\d+)")
                .Groups[1]
                .Value;
            Assert.Equal($"{sections}", pages);
        }
    }

    [SkippableFact]
    public async Task Several_reports_share_a_page_with_a_choice()
    {
        await using OpenReport open = await browser.OpenAsync([SampleRun.Of(SampleRun.Digits), SampleStudy.Of(30)]);
        await open.Page.SelectOptionAsync("#choice", new SelectOptionValue { Index = 1 });
        Assert.Equal("A study of 30 trials", await open.Page.TextContentAsync("h1"));
        Assert.Equal(1, await open.Page.Locator("#trials").CountAsync());
        Assert.Empty(open.Complaints);
    }

    [SkippableFact]
    public async Task Hundred_trials_stay_small_and_ten_thousand_stay_usable()
    {
        Assert.InRange(ReportHtml.Render(SampleStudy.Of(100)).Length, 0, 6 << 20);
        await using OpenReport open = await browser.OpenAsync([SampleStudy.Of(10_000)]);
        Assert.Equal(20, await open.Page.Locator("#trials tbody tr").CountAsync());
        Assert.Equal(11, await open.Page.Locator(".plot[data-drawn=true]:has(svg, canvas)").CountAsync());
        Assert.Empty(open.Complaints);
    }
}
