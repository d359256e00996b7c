using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MlPipeline.Cli.Experiments;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Cli.Reporting;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Commands;

/// <summary><c>mlpipeline experiment</c>: runs presets.</summary>
internal sealed class ExperimentCommand
{
    private readonly Argument<string> _name = new("NAME")
    {
        Description =
            $"{string.Join(", ", ExperimentCatalog.All.Select(experiment => experiment.Name))}; or "
            + $"{ExperimentCatalog.List}, which says what each does.",
    };
    private readonly Option<string?> _report = new("--report")
    {
        Description =
            "Write a report as an HTML page, and its data beside it. Default name: the experiment's, as .html.",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<bool> _long = new("--long") { Description = "The longer form, where there is one." };
    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "Run one epoch on a few built-in images, only to check that the preset runs.",
    };
    private readonly Option<bool> _check = new("--check") { Description = "Exit with 3 where a bound is missed." };
    private readonly Option<int> _seed = SharedOptions.Seed();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create()
    {
        var experiment = new ExperimentCommand();
        var command = new Command("experiment", "Run a preset: tables, bounds, a report (docs/experiments.md).")
        {
            experiment._name,
            experiment._report,
            experiment._long,
            experiment._quick,
            experiment._check,
            experiment._seed,
            experiment._json,
        };
        command.SetAction(
            (parsed, cancellation) => Task.Run(() => experiment.Run(parsed, cancellation), CancellationToken.None)
        );
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string name = parsed.GetValue(_name)!;
        bool json = parsed.GetValue(_json);
        bool isLong = parsed.GetValue(_long);
        bool isQuick = parsed.GetValue(_quick);
        if (name == ExperimentCatalog.List)
            return List(json);
        IExperiment experiment = ExperimentCatalog.Find(name);
        if (isLong && !experiment.HasLong)
            throw new InputException($"{name} has no longer form; leave --long out.");
        if (isQuick && (isLong || parsed.GetValue(_check)))
            throw new InputException("--quick runs on a few images only; leave --long and --check out.");
        ReportTarget? report =
            parsed.GetResult(_report) == null ? null : new ReportTarget(parsed.GetValue(_report) ?? $"{name}.html");
        report?.CheckWritable();

        TextWriter progress = json ? Console.Error : Console.Out;
        var setting = new ExperimentSetting(
            parsed.GetValue(_seed),
            isLong,
            isQuick,
            progress,
            json ? !Console.IsErrorRedirected : !Console.IsOutputRedirected,
            cancellation
        );
        long started = Stopwatch.GetTimestamp();
        ExperimentOutcome outcome = experiment.Run(setting);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        report?.Write((Report?)outcome.Run ?? ReportOf(experiment, setting, outcome));

        if (json)
            JsonLine.Write(writer => WriteFields(writer, experiment, setting, outcome, seconds, report));
        else
            WriteTables(outcome, seconds, report);
        return parsed.GetValue(_check) && outcome.Bounds.Any(bound => !bound.IsReached) ? ExitCode.Failed : 0;
    }

    private static ExperimentReport ReportOf(
        IExperiment experiment,
        ExperimentSetting setting,
        ExperimentOutcome outcome
    ) =>
        new()
        {
            Title = $"{experiment.Name}: {experiment.Summary}",
            Created = DateTimeOffset.Now,
            Versions = LibraryVersions.All(),
            Settings =
            [
                .. outcome.Settings,
                new NamedValue("seed", setting.Seed.ToString(CultureInfo.InvariantCulture)),
            ],
            Sections = outcome.Sections,
        };

    private static void WriteFields(
        Utf8JsonWriter json,
        IExperiment experiment,
        ExperimentSetting setting,
        ExperimentOutcome outcome,
        double seconds,
        ReportTarget? report
    )
    {
        json.WriteString("experiment", experiment.Name);
        json.WriteNumber("seed", setting.Seed);
        json.WriteBoolean("long", setting.IsLong);
        json.WriteBoolean("quick", setting.IsQuick);
        json.WriteNumber("totalSeconds", seconds);
        outcome.WriteFields(json);
        json.WriteStartArray("bounds");
        foreach (Bound bound in outcome.Bounds)
        {
            json.WriteStartObject();
            json.WriteString("name", bound.Name);
            json.Number("value", bound.Value);
            json.WriteNumber(bound.IsLeast ? "atLeast" : "atMost", bound.Limit);
            json.WriteBoolean("reached", bound.IsReached);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (report != null)
            json.WriteString("report", report.Page);
    }

    private static void WriteTables(ExperimentOutcome outcome, double seconds, ReportTarget? report)
    {
        foreach (TableItem table in outcome.Sections.SelectMany(section => section.Items).OfType<TableItem>())
            Tables.Write(table.Title, table.Columns, table.Rows);
        foreach (Bound bound in outcome.Bounds)
            Console.WriteLine(bound);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} seconds."));
        if (report != null)
            Console.WriteLine($"The report is in {report.Page}.");
    }

    private static int List(bool json)
    {
        if (json)
        {
            JsonLine.Write(writer =>
            {
                writer.WriteStartArray("experiments");
                foreach (IExperiment experiment in ExperimentCatalog.All)
                {
                    writer.WriteStartObject();
                    writer.WriteString("name", experiment.Name);
                    writer.WriteString("summary", experiment.Summary);
                    writer.WriteBoolean("long", experiment.HasLong);
                    writer.WriteEndObject();
                }
                writer.WriteEndArray();
            });
            return 0;
        }
        foreach (IExperiment experiment in ExperimentCatalog.All)
            Console.WriteLine($"{experiment.Name, -22} {experiment.Summary}");
        return 0;
    }
}
