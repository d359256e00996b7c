namespace MlPipeline.AutoTune.Storage;

/// <summary>The common part of stores: a study is a log of events, to which one process at a time appends.</summary>
public abstract class TrialStore : ITrialStore
{
    private readonly Lock _gate = new();
    private readonly TrialTable _table = new();
    private bool _disposed;

    private protected TrialStore() { }

    /// <inheritdoc/>
    public StudyHeader Header { get; private protected set; } = null!;

    /// <inheritdoc/>
    public IReadOnlyList<TrialRecord> Trials
    {
        get
        {
            lock (_gate)
                return [.. _table.Trials];
        }
    }

    /// <summary>The unique name of this process in the study.</summary>
    private protected string Owner { get; } = $"{Environment.ProcessId}-{Guid.NewGuid():N}";

    /// <inheritdoc/>
    public TrialRecord TrialOf(int id)
    {
        lock (_gate)
            return _table.Trials[id];
    }

    /// <inheritdoc/>
    public IReadOnlyList<StudyEvent> EventsAfter(int count)
    {
        lock (_gate)
            return _table.EventsAfter(count);
    }

    /// <inheritdoc/>
    public void Refresh()
    {
        lock (_gate)
            CatchUp();
    }

    /// <inheritdoc/>
    public TrialRecord? Begin(Func<int, TrialProposal?> propose)
    {
        ArgumentNullException.ThrowIfNull(propose);
        return Exclusively(() =>
        {
            int id = _table.Trials.Count;
            if (propose(id) is not { } proposal)
                return null;
            Add(new TrialStarted(id, 1, Owner, proposal.Seed, proposal.Parameters, DateTime.UtcNow), durable: false);
            return _table.Trials[id];
        });
    }

    /// <inheritdoc/>
    public TrialRecord? Reclaim() =>
        Exclusively(() =>
        {
            TrialRecord? abandoned = _table.Trials.FirstOrDefault(trial =>
                trial.State == TrialState.Running
                && trial.Owner != Owner
                && (trial.Owner == null || IsGone(trial.Owner))
            );
            if (abandoned == null)
                return null;
            Add(
                new TrialStarted(
                    abandoned.Id,
                    abandoned.Attempt + 1,
                    Owner,
                    abandoned.Seed,
                    abandoned.Parameters,
                    DateTime.UtcNow
                ),
                durable: false
            );
            return _table.Trials[abandoned.Id];
        });

    /// <inheritdoc/>
    public void Report(int trial, EpochReport report) => AddTo(trial, new EpochReported(trial, report), durable: false);

    /// <inheritdoc/>
    public void Finish(int trial, TrialOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.State == TrialState.Running)
            throw new ArgumentException(
                "Running is no outcome of a trial; give the state it ended in.",
                nameof(outcome)
            );
        AddTo(trial, new TrialFinished(trial, outcome), durable: true);
    }

    /// <inheritdoc/>
    public void Release(int trial) => AddTo(trial, new TrialReleased(trial), durable: true);

    /// <inheritdoc/>
    public void RequestStop(int trial) => AddTo(trial, new TrialStopRequested(trial), durable: false);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            Close();
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>Prevents other processes from writing until disposed.</summary>
    private protected abstract IDisposable Enter();

    /// <summary>Reads the events that were not read yet.</summary>
    private protected abstract IEnumerable<StudyEvent> ReadNew();

    /// <summary>Appends an event to the log; the next <see cref="ReadNew"/> does not return it.</summary>
    private protected abstract void Append(StudyEvent happened, bool durable);

    /// <summary>Whether a process that ran the study has ended.</summary>
    private protected abstract bool IsGone(string owner);

    private protected abstract void Close();

    /// <summary>Creates the exception for a damaged log.</summary>
    private protected abstract StudyException Damaged(FormatException error);

    private void AddTo(int trial, StudyEvent happened, bool durable) =>
        Exclusively<object?>(() =>
        {
            try
            {
                _ = _table.Running(trial);
            }
            catch (FormatException error)
            {
                throw new InvalidOperationException(
                    $"The study '{Header.Name}' cannot be continued: {error.Message}.",
                    error
                );
            }
            Add(happened, durable);
            return null;
        });

    private T Exclusively<T>(Func<T> act)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            using IDisposable turn = Enter();
            CatchUp();
            return act();
        }
    }

    private void CatchUp()
    {
        try
        {
            foreach (StudyEvent happened in ReadNew())
                _table.Apply(happened);
        }
        catch (FormatException error)
        {
            throw Damaged(error);
        }
    }

    // Written first: an event that could not be written did not happen.
    private void Add(StudyEvent happened, bool durable)
    {
        Append(happened, durable);
        _table.Apply(happened);
    }
}
