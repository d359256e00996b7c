using Microsoft.ML.AutoML;
using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Experiments;

/// <summary>
/// A trial of a <see cref="FeedForwardExperiment"/>: what its runner gets. A runner that knows nothing of it runs as
/// well; one that does can be pruned, paused, and repeats exactly.
/// </summary>
public sealed class StudyTrial : TrialSettings
{
    private readonly TrialScheduler _scheduler;
    private readonly CancellationTokenSource _cancellation;

    internal StudyTrial(TrialScheduler scheduler, TrialRecord record, CancellationTokenSource cancellation)
    {
        _scheduler = scheduler;
        _cancellation = cancellation;
        Seed = record.Seed;
        Values = record.Parameters;
        TrialId = record.Id;
        StartedAtUtc = record.StartedAt;
    }

    /// <summary>The seed of the trial, which depends only on the study's seed and the trial's number.</summary>
    public int Seed { get; }

    /// <summary>Its parameters by name, as they are in the study.</summary>
    public IReadOnlyDictionary<string, object> Values { get; }

    /// <summary>Why the trial must stop; null if it need not.</summary>
    internal TrialStop? Stopped { get; private set; }

    /// <summary>
    /// Writes an epoch down and asks the pruner. Where the trial should stop, the token that its runner was given is
    /// cancelled.
    /// </summary>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    public void Report(EpochReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        _scheduler.Report(this, report);
    }

    /// <summary>Waits while the experiment is paused; call it between batches.</summary>
    /// <exception cref="OperationCanceledException">The trial must stop.</exception>
    public void Checkpoint() => _scheduler.Pause.Wait(_cancellation.Token);

    internal void Stop(TrialStop reason)
    {
        Stopped ??= reason;
        // Continuations of the token run on other threads, not inside the scheduler's lock.
        _ = _cancellation.CancelAsync();
    }
}

/// <summary>Why a trial must stop.</summary>
internal enum TrialStop
{
    /// <summary>The pruner stopped it.</summary>
    Pruned,

    /// <summary>The user stopped this trial.</summary>
    Skipped,

    /// <summary>The budget is spent.</summary>
    BudgetSpent,

    /// <summary>The whole experiment was cancelled.</summary>
    Interrupted,
}
