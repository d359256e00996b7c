using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.AutoML;
using MlPipeline.AutoTune.Experiments;
using MlPipeline.AutoTune.Storage;
using Spectre.Console;

namespace MlPipeline.Cli.Output;

/// <summary>
/// Shows the progress of a search on standard error: a live table on a terminal, otherwise a line per trial.
/// </summary>
/// <param name="store">The study.</param>
/// <param name="maxTrials">The maximum number of trials; null if unlimited.</param>
internal sealed class SweepDisplay(ITrialStore store, int? maxTrials) : IStudyMonitor
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, (StudyTrial Trial, EpochReport? Report)> _running = [];
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly int _before = store.Trials.Count(trial => trial.State != TrialState.Running);
    private readonly long _started = Stopwatch.GetTimestamp();
    private (int Id, double Metric)? _best;
    private int _ended;

    /// <summary>Shows a search while it runs.</summary>
    public async Task<TrialRecord?> ShowAsync(Func<Task<TrialRecord?>> search)
    {
        if (!_isTerminal)
            return await search().ConfigureAwait(false);
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }
        );
        TrialRecord? best = null;
        await console
            .Live(Table())
            .AutoClear(true)
            .StartAsync(async live =>
            {
                Task<TrialRecord?> running = search();
                while (await Task.WhenAny(running, Task.Delay(Interval)).ConfigureAwait(false) != running)
                    live.UpdateTarget(Table());
                best = await running.ConfigureAwait(false);
            })
            .ConfigureAwait(false);
        return best;
    }

    /// <inheritdoc/>
    public void ReportRunningTrial(TrialSettings settings)
    {
        lock (_gate)
            _running[settings.TrialId] = ((StudyTrial)settings, null);
    }

    /// <inheritdoc/>
    public void ReportEpoch(StudyTrial trial, EpochReport report)
    {
        lock (_gate)
            _running[trial.TrialId] = (trial, report);
    }

    /// <inheritdoc/>
    public void ReportCompletedTrial(TrialResult result) =>
        End(result.TrialSettings.TrialId, $"validation accuracy {Tables.Figure(result.Metric)}");

    /// <inheritdoc/>
    public void ReportStoppedTrial(StudyTrialResult result) =>
        End(
            result.TrialSettings.TrialId,
            $"{result.State.ToString().ToLowerInvariant()} at epoch {result.Epochs.Count}, validation accuracy "
                + $"{Tables.Figure(result.Metric)}"
        );

    /// <inheritdoc/>
    public void ReportFailTrial(TrialSettings settings, Exception? exception = null) =>
        End(settings.TrialId, exception?.Message ?? "failed");

    /// <inheritdoc/>
    public void ReportBestTrial(TrialResult result)
    {
        lock (_gate)
            _best = (result.TrialSettings.TrialId, result.Metric);
        if (!_isTerminal)
            Console.Error.WriteLine(
                $"Best so far: trial {result.TrialSettings.TrialId}, {Tables.Figure(result.Metric)}"
            );
    }

    private void End(int trial, string how)
    {
        lock (_gate)
        {
            _running.Remove(trial);
            _ended++;
        }
        if (!_isTerminal)
            Console.Error.WriteLine($"Trial {trial}: {how}");
    }

    private Table Table()
    {
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("trial")
            .AddColumn("epoch")
            .AddColumn("accuracy")
            .AddColumn("parameters");
        lock (_gate)
        {
            foreach ((int id, (StudyTrial trial, EpochReport? report)) in _running)
            {
                table.AddRow(
                    id.ToString(CultureInfo.InvariantCulture),
                    report == null ? "" : $"{report.Epoch}/{report.Epochs}",
                    report == null ? "" : Tables.Figure(report.Metric),
                    Markup.Escape(
                        string.Join(
                            " ",
                            trial.Values.Select(pair =>
                                string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={Short(pair.Value)}")
                            )
                        )
                    )
                );
            }
            table.Caption = new TableTitle(Markup.Escape(Caption()));
        }
        return table;
    }

    private string Caption()
    {
        double minutes = Stopwatch.GetElapsedTime(_started).TotalMinutes;
        double rate = _ended / Math.Max(minutes, 1e-9);
        int done = _before + _ended;
        string text = maxTrials is { } most ? $"{done}/{most} trials" : $"{done} trials";
        if (_ended > 0)
            text += string.Create(CultureInfo.InvariantCulture, $", {rate:F1} a minute");
        if (_ended > 0 && maxTrials is { } all && all > done)
            text += $", {TimeSpan.FromMinutes((all - done) / rate):h\\:mm\\:ss} to go";
        return _best is { } best ? $"{text}; best so far {Tables.Figure(best.Metric)} (trial {best.Id})" : text;
    }

    // Three digits of a learning rate are enough.
    private static object Short(object value) =>
        value is double number ? number.ToString("G3", CultureInfo.InvariantCulture) : value;
}
