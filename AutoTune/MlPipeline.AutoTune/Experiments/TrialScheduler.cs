using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.ML.AutoML;
using MlPipeline.AutoTune.Parameters;
using MlPipeline.AutoTune.Pruning;
using MlPipeline.AutoTune.Storage;
using MlPipeline.AutoTune.Tuners;
using MlPipeline.Network;
using MlPipeline.Network.Randomness;

namespace MlPipeline.AutoTune.Experiments;

/// <summary>
/// Runs the trials of a study, several at once: starts them with the tuner's proposals, stops them if the pruner or the
/// budget requires it, and saves their outcomes. An exception in one trial never ends the study; a failing store does.
/// </summary>
internal sealed class TrialScheduler : IDisposable
{
    // How often new events of other processes are read while no trial of this process reports.
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly ITrialStore _store;
    private readonly NamedSpace _space;
    private readonly ITuner _tuner;
    private readonly ITrialRunner _runner;
    private readonly IMonitor? _monitor;
    private readonly ModelStore? _models;
    private readonly ExperimentOptions _options;
    private readonly StudyReplica _replica;
    private readonly MemoryCap _memory;
    private readonly Dictionary<int, StudyTrial> _running = [];
    private double? _best;
    private bool _ended;
    private Exception? _fatal;

    public TrialScheduler(
        ITrialStore store,
        NamedSpace space,
        ITuner tuner,
        IPruner pruner,
        ITrialRunner runner,
        ExperimentOptions options,
        IMonitor? monitor,
        ModelStore? models,
        Func<long>? memory = null
    )
    {
        _store = store;
        _space = space;
        _tuner = tuner;
        _runner = runner;
        _options = options;
        _monitor = monitor;
        _models = models;
        _replica = new StudyReplica(store, space, tuner, pruner);
        _memory = new MemoryCap(options.MaximumMemoryUsageInMegaByte, memory ?? (() => Environment.WorkingSet));
    }

    /// <summary>The gate at which trials wait while the experiment is paused.</summary>
    public PauseGate Pause { get; } = new();

    /// <summary>The trials that run now.</summary>
    public IReadOnlyList<int> Running
    {
        get
        {
            lock (_gate)
                return [.. _running.Keys];
        }
    }

    /// <summary>Runs trials until the budget is spent.</summary>
    /// <exception cref="OperationCanceledException">
    /// The search was cancelled; running trials were released, to be run again.
    /// </exception>
    /// <exception cref="StudyException">The store failed.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            _store.Refresh();
            CatchUp();
            foreach (TrialRecord trial in _store.Trials.Where(trial => trial.State == TrialState.Complete))
                _ = IsBest(trial.Metric);
        }
        using CancellationTokenRegistration interrupted = cancellation.Register(() => StopAll(TrialStop.Interrupted));
        using var clock = new Timer(_ => StopAll(TrialStop.BudgetSpent));
        await using var watch = new Timer(_ => Watch(), null, WatchInterval, WatchInterval);
        if (_options.MaxTime is { } time)
            clock.Change(time, Timeout.InfiniteTimeSpan);
        Task[] slots =
        [
            .. Enumerable
                .Range(0, _options.Degree)
                .Select(_ => Task.Run(() => RunSlotAsync(cancellation), CancellationToken.None)),
        ];
        await Task.WhenAll(slots).ConfigureAwait(false);
        if (_fatal != null)
            ExceptionDispatchInfo.Throw(_fatal);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Ends one running trial; returns false if it does not run.</summary>
    public bool Skip(int trial)
    {
        lock (_gate)
        {
            if (!_running.TryGetValue(trial, out StudyTrial? running))
                return false;
            running.Stop(TrialStop.Skipped);
            return true;
        }
    }

    /// <summary>Saves an epoch of a running trial, and stops it, or all trials, if required.</summary>
    public void Report(StudyTrial trial, EpochReport report)
    {
        _store.Report(trial.TrialId, report);
        lock (_gate)
        {
            CatchUp();
            (_monitor as IStudyMonitor)?.ReportEpoch(trial, report);
            if (_replica.ShouldStop(trial.TrialId))
                trial.Stop(TrialStop.Pruned);
            if (_replica.Epochs >= _options.MaxEpochs)
                End(TrialStop.BudgetSpent, except: report.Epoch >= report.Epochs ? trial : null);
        }
    }

    public void Dispose() => Pause.Dispose();

    private async Task RunSlotAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                Pause.Wait(cancellation);
                _memory.Wait(TrialsThatMayFree, cancellation);
                using CancellationTokenSource stop = new();
                if (Next(stop) is not { } trial)
                    return;
                await RunTrialAsync(trial, stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // RunAsync says so when all slots have ended.
        }
        catch (Exception error)
        {
            Abort(error);
        }
    }

    // Reads new events of the study, and ends those of our trials that have a stop request.
    private void CatchUp()
    {
        _replica.CatchUp();
        foreach (int trial in _replica.TakeStopRequests())
            _running.GetValueOrDefault(trial)?.Stop(TrialStop.Skipped);
    }

    private void Watch()
    {
        try
        {
            lock (_gate)
            {
                _store.Refresh();
                CatchUp();
            }
        }
        catch (StudyException error)
        {
            Abort(error);
        }
    }

    private void Abort(Exception error)
    {
        Interlocked.CompareExchange(ref _fatal, error, null);
        StopAll(TrialStop.Interrupted);
    }

    // Null when no further trial will be started.
    private int? TrialsThatMayFree()
    {
        lock (_gate)
            return _ended ? null : _running.Count;
    }

    private StudyTrial? Next(CancellationTokenSource stop)
    {
        lock (_gate)
        {
            if (_ended)
                return null;
            TrialRecord? record = _store.Reclaim() ?? _store.Begin(Propose);
            if (record == null)
                return null;
            var trial = new StudyTrial(this, record, stop) { Parameter = _space.ToParameter(record.Parameters) };
            _running.Add(record.Id, trial);
            _monitor?.ReportRunningTrial(trial);
            return trial;
        }
    }

    private TrialProposal? Propose(int trial)
    {
        CatchUp();
        if (
            trial >= _options.MaxTrials
            || trial >= (_tuner as IFiniteTuner)?.Count
            || _replica.Epochs >= _options.MaxEpochs
        )
            return null;
        return new TrialProposal(SeedOf(_store.Header.Seed, trial), _replica.Propose(trial));
    }

    private static int SeedOf(int study, int trial) =>
        new RandomStream(study, string.Create(CultureInfo.InvariantCulture, $"trial {trial}")).NextInt(int.MaxValue);

    private async Task RunTrialAsync(StudyTrial trial, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        TrialResult? result = null;
        Exception? error = null;
        try
        {
            result =
                await _runner.RunAsync(trial, cancellation).ConfigureAwait(false)
                ?? throw new InvalidOperationException("The trial's runner gave no result.");
        }
        catch (StudyException)
        {
            throw;
        }
        catch (Exception thrown)
        {
            error = thrown;
        }
        lock (_gate)
        {
            _running.Remove(trial.TrialId);
            End(trial, result, error, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }

    private void End(StudyTrial trial, TrialResult? result, Exception? error, double seconds)
    {
        if (error is not (null or OperationCanceledException) || (trial.Stopped == null && error != null))
            Fail(trial, error, seconds);
        else if (trial.Stopped is { } reason && (error != null || reason == TrialStop.Pruned))
            Stop(trial, reason, seconds);
        else
            Complete(trial, result!, seconds);
    }

    private void Fail(StudyTrial trial, Exception error, double seconds)
    {
        TrialState state = error is TrainingDivergedException ? TrialState.Diverged : TrialState.Failed;
        _store.Finish(trial.TrialId, new TrialOutcome(state, null, seconds, error.Message));
        _monitor?.ReportFailTrial(trial, error);
    }

    private void Stop(StudyTrial trial, TrialStop reason, double seconds)
    {
        if (reason == TrialStop.Interrupted)
        {
            _store.Release(trial.TrialId);
            return;
        }
        TrialRecord record = _store.TrialOf(trial.TrialId);
        var outcome = new TrialOutcome(
            reason == TrialStop.Pruned ? TrialState.Pruned : TrialState.Cancelled,
            record.Epochs.Count > 0 ? record.Epochs[^1].Metric : null,
            seconds,
            reason switch
            {
                TrialStop.Skipped => "Skipped by the user.",
                TrialStop.BudgetSpent => "The budget was spent.",
                _ => null,
            }
        );
        _store.Finish(trial.TrialId, outcome);
        (_monitor as IStudyMonitor)?.ReportStoppedTrial(_replica.ResultOf(record, outcome, trial));
    }

    private void Complete(StudyTrial trial, TrialResult result, double seconds)
    {
        bool isMaximize = _store.Header.IsMaximize;
        if (_models != null && result.Model != null && double.IsFinite(result.Metric))
            _models.Offer(trial.TrialId, result.Metric, result.Model, _store.Trials, isMaximize);
        var outcome = new TrialOutcome(TrialState.Complete, result.Metric, seconds);
        _store.Finish(trial.TrialId, outcome);
        if (_monitor == null)
            return;
        StudyTrialResult told = _replica.ResultOf(_store.TrialOf(trial.TrialId), outcome, trial);
        told.Model = result.Model!;
        trial.EndedAtUtc = DateTime.UtcNow;
        _monitor.ReportCompletedTrial(told);
        if (IsBest(result.Metric))
            _monitor.ReportBestTrial(told);
    }

    private bool IsBest(double? metric)
    {
        if (metric is not { } value || double.IsNaN(value))
            return false;
        if (_best is { } best && !(_store.Header.IsMaximize ? value > best : value < best))
            return false;
        _best = value;
        return true;
    }

    private void StopAll(TrialStop reason)
    {
        lock (_gate)
            End(reason, except: null);
    }

    private void End(TrialStop reason, StudyTrial? except)
    {
        _ended = true;
        // Trials that wait there must end as well.
        Pause.Open();
        foreach (StudyTrial trial in _running.Values)
        {
            if (trial != except)
                trial.Stop(reason);
        }
    }
}
