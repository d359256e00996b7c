using System.CommandLine;
using MlPipeline.Cli.Dashboards;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Cli.Reporting;
using MlPipeline.Dashboard;

namespace MlPipeline.Cli.Commands;

/// <summary><c>mlpipeline dashboard</c>: serves studies as a local, live web page.</summary>
internal sealed class DashboardCommand
{
    private readonly Argument<string[]> _studies = new("STUDY")
    {
        Description = "Studies to show, by name or directory. Default: all of the store, later ones included.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string> _store = new("--store")
    {
        Description = "Directory of the studies.",
        DefaultValueFactory = _ => StudyFolder.DefaultStore,
    };
    private readonly Option<bool> _open = new("--open") { Description = "Show it in the browser." };
    private readonly DashboardArguments _arguments = new();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create()
    {
        var dashboard = new DashboardCommand();
        var command = new Command(
            "dashboard",
            "Serve studies as a web page on this machine that follows them while they run, until Ctrl-C."
        )
        {
            dashboard._studies,
            dashboard._store,
        };
        foreach (Option option in (Option[])[.. dashboard._arguments.Options, dashboard._open, dashboard._json])
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => dashboard.RunAsync(parsed, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string store = parsed.GetValue(_store)!;
        StudyFolder[] studies =
        [
            .. parsed
                .GetValue(_studies)!
                .Select(word =>
                    StudyFolder.Find(word, store)
                    ?? throw new InputException(
                        $"There is no study '{word}'; give a study's directory, or the name of a study in '{store}'."
                    )
                ),
        ];
        await using DashboardServer server = await DashboardServer
            .StartAsync(new StudyCatalog(store, studies), _arguments.Read(parsed), cancellation)
            .ConfigureAwait(false);
        if (parsed.GetValue(_json))
            JsonLine.Write(json => json.WriteString("dashboard", server.Address.ToString()));
        else
            Console.WriteLine($"The dashboard is at {server.Address}; Ctrl-C ends it.");
        if (parsed.GetValue(_open))
            ReportTarget.Open(server.Address.ToString());
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The dashboard runs until it is interrupted.
        }
        return 0;
    }
}
