using System.Globalization;
using System.Text.Json;
using MlPipeline.Foundation;

namespace MlPipeline.Reports;

/// <summary>Reads and writes reports as <c>*.report.json</c> files.</summary>
public static class ReportFile
{
    /// <summary>The end of the names of report files.</summary>
    public const string Extension = ".report.json";

    /// <summary>Writes a report, whole or not at all.</summary>
    /// <exception cref="FileWriteException">The file cannot be written.</exception>
    public static void Write(string path, Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        AtomicFile.Write(path, file => JsonSerializer.Serialize(file, report, ReportJson.Default.Report));
    }

    /// <summary>Reads a report.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a report, or has a newer version.</exception>
    public static Report Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new FileNotFoundException(
                $"There is no report '{path}'; give a {Extension} file that 'train --report' wrote.",
                path
            );
        try
        {
            using FileStream file = File.OpenRead(path);
            Report report =
                JsonSerializer.Deserialize(file, ReportJson.Default.Report) ?? throw new JsonException("it holds null");
            return report.Version is >= 1 and <= Report.CurrentVersion
                ? report
                : throw new InvalidDataException(
                    $"'{path}' is a report of version {report.Version}; this program reads versions 1 to "
                        + $"{Report.CurrentVersion}: use a newer one."
                );
        }
        catch (Exception error)
            when (error is JsonException or NotSupportedException or FormatException or ArgumentException)
        {
            string where = error is JsonException { LineNumber: { } line, Path: { } place }
                ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1}, {place})")
                : "";
            throw new InvalidDataException(
                $"'{path}' is no report, or is damaged{where}; give a {Extension} file that 'train --report' wrote.",
                error
            );
        }
    }
}
