using Microsoft.Playwright;

namespace MlPipeline.Reports.Tests;

/// <summary>A report in the browser, and everything it complained of or asked for.</summary>
internal sealed class OpenReport : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _file;

    private OpenReport(IBrowserContext context, IPage page, string file)
    {
        _context = context;
        Page = page;
        _file = file;
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and exceptions nobody caught.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Addresses other than the page's own.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Milliseconds from the start of loading until all charts were drawn.</summary>
    public int DrawnAfter { get; private set; }

    public static async Task<OpenReport> OpenAsync(IBrowser browser, string html, int width, ColorScheme scheme)
    {
        string file = Path.Combine(Path.GetTempPath(), $"mlpipeline-report-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, html);
        IBrowserContext context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
                ColorScheme = scheme,
            }
        );
        IPage page = await context.NewPageAsync();
        var report = new OpenReport(context, page, file);
        string address = new Uri(file).AbsoluteUri;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                report.Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => report.Complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (
                request.Url != address
                && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal)
            )
                report.Requests.Add(request.Url);
        };
        await page.GotoAsync(address);
        await page.WaitForSelectorAsync("html[data-ready]", new() { Timeout = 20_000 });
        report.DrawnAfter = int.Parse(
            (await page.GetAttributeAsync("html", "data-ready"))!,
            System.Globalization.CultureInfo.InvariantCulture
        );
        return report;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        File.Delete(_file);
    }
}
