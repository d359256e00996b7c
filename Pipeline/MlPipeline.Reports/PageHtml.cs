using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace MlPipeline.Reports;

/// <summary>The kind of a page; each has its own script.</summary>
internal enum PageKind
{
    /// <summary>A page that shows the data in it.</summary>
    Report,

    /// <summary>A page that shows data from its server.</summary>
    Dashboard,
}

/// <summary>Creates a page: head, styles, policy, script.</summary>
internal static class PageHtml
{
    /// <param name="kind">The kind, which determines the script.</param>
    /// <param name="title">The title of the window, as text.</param>
    /// <param name="missing">Shown if scripts are not allowed, as HTML.</param>
    /// <param name="footer">The footer, as HTML.</param>
    /// <param name="data">Elements between body and script, as HTML.</param>
    public static string Render(PageKind kind, string title, string missing, string footer, string data = "") =>
        $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="generator" content="MlPipeline.Reports">
            <meta http-equiv="Content-Security-Policy" content="{PageScript.Policy(kind)}">
            <title>{HtmlEncoder.Default.Encode(title)}</title>
            <style>{PageScript.Style}</style>
            </head>
            <body>
            <main id="main"><noscript>{missing}</noscript></main>
            <footer>{footer}</footer>
            {data}
            {PageScript.Elements(kind)}
            </body>
            </html>

            """.ReplaceLineEndings("\n");

    /// <summary>Gets the hash with which a Content-Security-Policy allows exactly this text.</summary>
    public static string HashOf(string text) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
