using System.CommandLine;
using MlPipeline.AutoTune.Storage;
using MlPipeline.Cli.Dashboards;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Reporting;
using MlPipeline.Dashboard;

namespace MlPipeline.Cli.Commands;

/// <summary>The dashboard that <c>sweep</c> serves while it runs.</summary>
internal sealed class SweepDashboard
{
    private readonly Option<bool> _dashboard = new("--dashboard")
    {
        Description = "Serve a web page on this machine that follows the study while the sweep runs.",
    };
    private readonly DashboardArguments _arguments = new();

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_dashboard, .. _arguments.Options])
            command.Options.Add(option);
    }

    /// <summary>Gets the options of the dashboard; null for none.</summary>
    /// <exception cref="InputException">A value is invalid, or is given without a dashboard.</exception>
    public DashboardOptions? Read(ParseResult parsed)
    {
        if (parsed.GetValue(_dashboard))
            return _arguments.Read(parsed);
        return _arguments.Given(parsed) is { } option
            ? throw new InputException($"{option} is for the dashboard; give {_dashboard.Name} too.")
            : null;
    }

    /// <summary>Serves a study and the others in its store; null for no dashboard.</summary>
    /// <param name="options">The options of the dashboard.</param>
    /// <param name="header">The study.</param>
    /// <param name="folder">Its directory.</param>
    /// <param name="database">The database that keeps it; null if its directory keeps it.</param>
    /// <param name="cancellation">Cancels the start.</param>
    public static async Task<DashboardServer?> StartAsync(
        DashboardOptions? options,
        StudyHeader header,
        StudyFolder folder,
        string? database,
        CancellationToken cancellation
    )
    {
        if (options == null)
            return null;
        IStudySource source =
            database == null ? new StudyCatalog(folder.Store, []) : new DatabaseStudy(database, header, folder);
        DashboardServer server = await DashboardServer.StartAsync(source, options, cancellation).ConfigureAwait(false);
        await Console
            .Error.WriteLineAsync($"The dashboard is at {Of(server.Address, folder.Name)}.")
            .ConfigureAwait(false);
        return server;
    }

    private static Uri Of(Uri server, string study) =>
        new UriBuilder(server)
        {
            Query = $"{server.Query.TrimStart('?')}&study={Uri.EscapeDataString(study)}".TrimStart('&'),
        }.Uri;
}
