using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;
using MlPipeline.Reports;

namespace MlPipeline.Dashboard;

/// <summary>
/// Decides which requests are allowed. Without a token: those that name this machine as their host, so that a page
/// of another site whose name resolves to this machine gets nothing. With a token: those that send it, first in the
/// address and then in a cookie. Requests that change something must come from the dashboard's own page.
/// </summary>
internal sealed class AccessGuard(string? token)
{
    /// <summary>A header that a page of another origin cannot send without being asked first.</summary>
    public const string OwnHeader = "X-MlPipeline";

    private const string TokenName = "token";

    private static readonly string Policy = PageScript.Policy(PageKind.Dashboard) + "; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        SetHeaders(context.Response.Headers);
        if (token != null && HasToken(context.Request.Query[TokenName]))
            return LetIn(context);
        return Refusal(context.Request) is { } why ? RefuseAsync(context, why) : next(context);
    }

    private string? Refusal(HttpRequest request)
    {
        if (token == null && !IsThisMachine(request.Host))
            return "This dashboard is for the machine it runs on; open it as http://127.0.0.1 with its port.";
        if (token != null && !Knows(request))
            return "Open the dashboard with the token that mlpipeline printed: http://HOST:PORT/?token=TOKEN.";
        return HttpMethods.IsGet(request.Method) || IsFromOwnPage(request)
            ? null
            : "Only the dashboard's own page may do this.";
    }

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    private static bool IsThisMachine(HostString host) =>
        host.Host is "localhost"
        || (IPAddress.TryParse(host.Host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private bool Knows(HttpRequest request) =>
        request.Cookies.TryGetValue(CookieOf(request), out string? brought) && HasToken(brought);

    // Compared in constant time, so that the duration does not reveal how much of the token is right.
    private bool HasToken(StringValues brought) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(brought.ToString()),
            Encoding.UTF8.GetBytes(token!)
        );

    // The token is removed from the address, so that it is not copied with it.
    private Task LetIn(HttpContext context)
    {
        HttpRequest request = context.Request;
        context.Response.Cookies.Append(
            CookieOf(request),
            token!,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Path = "/",
            }
        );
        var query = new QueryBuilder(
            request
                .Query.Where(pair => pair.Key != TokenName)
                .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""))
        );
        context.Response.Redirect("/" + query.ToQueryString()); // the page is nowhere else
        return Task.CompletedTask;
    }

    // Cookies ignore the port, and two dashboards may run on one host.
    private static string CookieOf(HttpRequest request) => $"mlpipeline-{request.Host.Port ?? 80}";

    private static bool IsFromOwnPage(HttpRequest request)
    {
        if (!request.Headers.ContainsKey(OwnHeader))
            return false;
        string? origin = request.Headers.Origin;
        return origin == null || origin == $"{request.Scheme}://{request.Host}";
    }

    private static Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why);
    }
}
