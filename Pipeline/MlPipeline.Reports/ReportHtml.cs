using System.Text;
using System.Text.Json;
using MlPipeline.Foundation;

namespace MlPipeline.Reports;

/// <summary>
/// Writes reports as one HTML file with data, styles and charts. It opens offline and makes no requests.
/// </summary>
public static class ReportHtml
{
    /// <summary>
    /// Whether pages hold the chart library. False where the library was built without Node.js: pages then load it from
    /// its CDN, checked by its hash.
    /// </summary>
    public static bool IsSelfContained => PageScript.IsBundled;

    /// <summary>Writes a page, whole or not at all.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="reports">The reports, at least one; several get a selection at the top.</param>
    /// <exception cref="FileWriteException">The file cannot be written.</exception>
    public static void Write(string path, params IReadOnlyList<Report> reports)
    {
        byte[] page = Encoding.UTF8.GetBytes(Render(reports));
        AtomicFile.Write(path, file => file.Write(page));
    }

    /// <summary>Gets the text of a page.</summary>
    /// <param name="reports">The reports, at least one; several get a selection at the top.</param>
    public static string Render(params IReadOnlyList<Report> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        ArgumentOutOfRangeException.ThrowIfZero(reports.Count, nameof(reports));
        return PageHtml.Render(
            PageKind.Report,
            reports[0].Title,
            "The charts of this report are drawn by a script; allow scripts to see them.",
            $"Made by MlPipeline {typeof(ReportHtml).Assembly.GetName().Version?.ToString(3)}. All data of this "
                + "report is in this file.",
            $"<script type=\"application/json\" id=\"reports\">{Embeddable(reports)}</script>"
        );
    }

    /// <summary>JSON that may stand in a script element: the encoder escapes every &lt;.</summary>
    internal static string Embeddable(IReadOnlyList<Report> reports) =>
        JsonSerializer.Serialize(reports, ReportJson.Default.IReadOnlyListReport);
}
