using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlPipeline.Foundation;

namespace MlPipeline.Reports;

/// <summary>
/// The charts of reports as SVG files, drawn without a browser: by Node.js, with the same script as the page.
/// </summary>
public static partial class ReportSvg
{
    /// <summary>The default width of charts, in pixels.</summary>
    public const int DefaultWidth = 800;

    private const int LeastWidth = 200;
    private const int MostWidth = 4000;

    private static readonly string[] Names = OperatingSystem.IsWindows() ? ["node.exe"] : ["node", "nodejs"];

    /// <summary>Writes every chart to its own file, named after its title.</summary>
    /// <param name="directory">The directory of the files, which is created if missing.</param>
    /// <param name="reports">The reports.</param>
    /// <param name="width">The width of each chart, 200 to 4,000 pixels; the height follows.</param>
    /// <returns>The paths of the files.</returns>
    /// <exception cref="InvalidOperationException">
    /// There is no Node.js in PATH, or this library was built without it.
    /// </exception>
    /// <exception cref="FileWriteException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(string directory, IReadOnlyList<Report> reports, int width = DefaultWidth)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(reports);
        if (width is < LeastWidth or > MostWidth)
            throw new ArgumentOutOfRangeException(
                nameof(width),
                $"The width is {width}; give {LeastWidth} to {MostWidth} pixels."
            );
        Drawing[] drawings = Draw(reports, width);
        Directory.CreateDirectory(directory);
        Dictionary<string, int> seen = [];
        return
        [
            .. drawings.Select(drawing =>
            {
                // Several charts may have the same title, such as those of two reports.
                int count = seen[drawing.Name] = seen.GetValueOrDefault(drawing.Name) + 1;
                string path = Path.Combine(
                    directory,
                    count == 1
                        ? $"{drawing.Name}.svg"
                        : string.Create(CultureInfo.InvariantCulture, $"{drawing.Name}-{count}.svg")
                );
                AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(drawing.Svg)));
                return path;
            }),
        ];
    }

    private static Drawing[] Draw(IReadOnlyList<Report> reports, int width)
    {
        if (!PageScript.IsBundled)
            throw new InvalidOperationException(
                "Charts are drawn to files by Node.js, and this program was built without it; install Node.js 20 or "
                    + "later and build again, or save charts by their SVG button on the page."
            );
        string script = Path.Combine(Path.GetTempPath(), $"mlpipeline-{Path.GetRandomFileName()}.cjs");
        try
        {
            File.WriteAllText(script, PageScript.Svg);
            string output = Run(script, width, ReportHtml.Embeddable(reports));
            return JsonSerializer.Deserialize(output, DrawingJson.Default.DrawingArray)!;
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static string Run(string script, int width, string reports)
    {
        string program =
            Find()
            ?? throw new InvalidOperationException(
                "Charts are drawn to files by Node.js, which is not in PATH; install Node.js 20 or later, or save "
                    + "charts by their SVG button on the page."
            );
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(program, [script, width.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
        };
        try
        {
            using Process node = Process.Start(start)!;
            Task<string> output = node.StandardOutput.ReadToEndAsync();
            Task<string> error = node.StandardError.ReadToEndAsync();
            node.StandardInput.Write(reports);
            node.StandardInput.Close();
            node.WaitForExit();
            return node.ExitCode == 0
                ? output.Result
                : throw new InvalidOperationException(
                    $"Node.js could not draw the charts: {error.Result.Trim().Split('\n')[^1]}."
                );
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException(
                $"'{program}' cannot be run: {error.Message.TrimEnd('.')}; reinstall Node.js, or save charts by "
                    + "their SVG button on the page.",
                error
            );
        }
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>A chart from the script.</summary>
    private sealed record Drawing(string Name, string Svg);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Drawing[]))]
    private sealed partial class DrawingJson : JsonSerializerContext;
}
