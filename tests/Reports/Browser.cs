using Microsoft.Playwright;

namespace MlPipeline.Reports.Tests;

/// <summary>
/// One browser for all tests: Chromium as the machine has it (MLPIPELINE_CHROMIUM, or chromium, chromium-browser,
/// google-chrome in PATH). Nothing is downloaded; tests that need it skip where there is none.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private readonly string? _program = Find();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (_program == null)
            return;
        _playwright = await Playwright.CreateAsync();
        // In a container there is no sandbox to be had, nor more than a little shared memory.
        _browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = _program, Args = ["--no-sandbox", "--disable-dev-shm-usage"] }
        );
    }

    public async Task DisposeAsync()
    {
        if (_browser != null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }

    /// <summary>
    /// The browser; the test that asks for it skips where there is none, or none of our scripts to run in it.
    /// </summary>
    internal IBrowser Running
    {
        get
        {
            Skip.If(
                _browser == null,
                "There is no Chromium in PATH (apt-get install chromium), nor does MLPIPELINE_CHROMIUM name one."
            );
            Skip.IfNot(
                ReportHtml.IsSelfContained,
                "Built without Node.js or its packages: the charts come from a CDN."
            );
            return _browser!;
        }
    }

    /// <summary>Opens a page of reports from its file, as a reader would.</summary>
    internal Task<OpenReport> OpenAsync(
        IReadOnlyList<Report> reports,
        int width = 1280,
        ColorScheme scheme = ColorScheme.Light
    ) => OpenReport.OpenAsync(Running, ReportHtml.Render(reports), width, scheme);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("MLPIPELINE_CHROMIUM") is { Length: > 0 } named)
            return named;
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Names
            .SelectMany(name => folders.Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
