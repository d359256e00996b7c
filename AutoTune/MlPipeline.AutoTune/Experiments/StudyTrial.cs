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

    /// <summary>Of whatever is random in the trial: depends on the study's seed and the trial's number only.</summary>
    public int Seed { get; }

    /// <summary>Its parameters by name, as the study keeps them.</summary>
    public IReadOnlyDictionary<string, object> Values { get; }

    /// <summary>Why it was told to stop; null while it was not.</summary>
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

    /// <summary>Waits while the experiment is paused; call it between mini-batches.</summary>
    /// <exception cref="OperationCanceledException">The trial was told to stop.</exception>
    public void Checkpoint() => _scheduler.Pause.Wait(_cancellation.Token);

    internal void Stop(TrialStop reason)
    {
        Stopped ??= reason;
        // What waits for the token goes on in threads of its own, not inside the scheduler's lock.
        _ = _cancellation.CancelAsync();
    }
}

/// <summary>Why a trial was told to stop.</summary>
internal enum TrialStop
{
    /// <summary>By the pruner.</summary>
    Pruned,

    /// <summary>By the user, this trial alone.</summary>
    Skipped,

    /// <summary>Because the budget is spent.</summary>
    BudgetSpent,

    /// <summary>With the whole experiment.</summary>
    Interrupted,
}
