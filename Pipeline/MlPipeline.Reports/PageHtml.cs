using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace MlPipeline.Reports;

/// <summary>What a page is for; each has a script of its own.</summary>
internal enum PageKind
{
    /// <summary>Shows data that stands in it.</summary>
    Report,

    /// <summary>Shows what its server sends.</summary>
    Dashboard,
}

/// <summary>A page around its content: head, style, policy, script.</summary>
internal static class PageHtml
{
    /// <param name="kind">Which script it has.</param>
    /// <param name="title">Of the window, as text.</param>
    /// <param name="missing">What stands there where scripts are not allowed, as HTML.</param>
    /// <param name="footer">As HTML.</param>
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

    /// <summary>The word by which a Content-Security-Policy allows exactly this text.</summary>
    public static string HashOf(string text) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
