using Microsoft.Playwright;

namespace MlPipeline.Dashboard.Tests;

/// <summary>A dashboard in the browser, and everything it complained of or asked others for.</summary>
internal sealed class OpenDashboard : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private OpenDashboard(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and exceptions nobody caught.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Requests to anybody but the dashboard's server.</summary>
    public List<string> Foreign { get; } = [];

    public static async Task<OpenDashboard> OpenAsync(
        IBrowser browser,
        Uri address,
        int width = 1280,
        ColorScheme scheme = ColorScheme.Light
    )
    {
        IBrowserContext context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
                ColorScheme = scheme,
            }
        );
        IPage page = await context.NewPageAsync();
        var open = new OpenDashboard(context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                open.Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => open.Complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not ("data" or "blob") } to && to.Authority != address.Authority)
                open.Foreign.Add(request.Url);
        };
        await page.GotoAsync(address.ToString());
        return open;
    }

    /// <summary>Waits until so many trials are shown.</summary>
    public Task<IElementHandle?> TrialsAsync(int count) =>
        Page.WaitForSelectorAsync(
            $"html[data-trials='{count}']",
            new() { State = WaitForSelectorState.Attached, Timeout = 20_000 }
        )!;

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
