using System.CommandLine;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Cli.Reporting;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Commands;

/// <summary><c>mlpipeline report</c>: writes report data as one HTML page.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description =
                $"The data of a report, *{ReportFile.Extension}, or a study: its directory, its journal, or its "
                + "name; several go into one page.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string?>("--output")
        {
            Description =
                "Where the page goes. Default: beside the first PATH, as .html; for a study, report.html in its "
                + "directory.",
        };
        var store = new Option<string>("--store")
        {
            Description = "Directory of the studies that are given by name.",
            DefaultValueFactory = _ => StudyFolder.DefaultStore,
        };
        var svg = new Option<string?>("--svg")
        {
            Description = "Write every chart to an SVG file in this directory as well; needs Node.js.",
            HelpName = "DIRECTORY",
        };
        var open = new Option<bool>("--open") { Description = "Show the page in the browser." };
        Option<bool> json = SharedOptions.Json();
        var command = new Command(
            "report",
            "Write an HTML page, which opens offline, from the data of a run, a study or a preset."
        )
        {
            paths,
            output,
            store,
            svg,
            open,
            json,
        };
        command.SetAction(parsed =>
            Run(
                parsed.GetValue(paths)!,
                parsed.GetValue(output),
                parsed.GetValue(store)!,
                parsed.GetValue(svg),
                parsed.GetValue(open),
                parsed.GetValue(json)
            )
        );
        return command;
    }

    private static int Run(string[] paths, string? output, string store, string? svg, bool open, bool json)
    {
        var target = new ReportTarget(output ?? StudyFolder.Find(paths[0], store)?.Page ?? PageOf(paths[0]));
        Report[] reports = [.. paths.Select(path => Read(path, store))];
        target.CheckWritable();
        IReadOnlyList<string> charts = svg == null ? [] : ReportSvg.Write(svg, reports);
        ReportHtml.Write(target.Page, reports);
        if (json)
        {
            JsonLine.Write(writer =>
            {
                writer.WriteString("report", target.Page);
                writer.WriteNumber("reports", reports.Length);
                writer.WriteBoolean("selfContained", ReportHtml.IsSelfContained);
                if (svg != null)
                    writer.WriteNumber("charts", charts.Count);
            });
        }
        else
        {
            Console.WriteLine($"The report is in {target.Page}.");
            if (svg != null)
                Console.WriteLine($"{charts.Count} charts are in {svg}.");
        }
        if (open)
            ReportTarget.Open(Path.GetFullPath(target.Page));
        return 0;
    }

    private static string PageOf(string path) =>
        (
            path.EndsWith(ReportFile.Extension, StringComparison.OrdinalIgnoreCase)
                ? path[..^ReportFile.Extension.Length]
                : Path.ChangeExtension(path, null)
        ) + ".html";

    private static Report Read(string path, string store)
    {
        if (StudyFolder.Find(path, store) is { } study)
            return study.Collect();
        if (Directory.Exists(path))
            throw new InputException(
                $"'{path}' is a directory without a study; give the *{ReportFile.Extension} files in it."
            );
        if (!File.Exists(path) && !path.EndsWith(ReportFile.Extension, StringComparison.OrdinalIgnoreCase))
            throw new InputException(
                $"There is no report and no study '{path}'; give a *{ReportFile.Extension} file, a study's "
                    + $"directory, or the name of a study in '{store}'."
            );
        try
        {
            return ReportFile.Read(path);
        }
        catch (Exception error) when (error is InvalidDataException or FileNotFoundException)
        {
            throw new InputException(error.Message);
        }
    }
}
