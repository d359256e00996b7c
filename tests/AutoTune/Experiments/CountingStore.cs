using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Tests.Experiments;

/// <summary>A store that counts the trials and events which its reader was given.</summary>
internal sealed class CountingStore(ITrialStore store) : ITrialStore
{
    private long _records;

    public long Records => Interlocked.Read(ref _records);

    public StudyHeader Header => store.Header;

    public IReadOnlyList<TrialRecord> Trials
    {
        get
        {
            IReadOnlyList<TrialRecord> trials = store.Trials;
            Interlocked.Add(ref _records, trials.Count);
            return trials;
        }
    }

    public TrialRecord TrialOf(int id)
    {
        Interlocked.Increment(ref _records);
        return store.TrialOf(id);
    }

    public IReadOnlyList<StudyEvent> EventsAfter(int count)
    {
        IReadOnlyList<StudyEvent> events = store.EventsAfter(count);
        Interlocked.Add(ref _records, events.Count);
        return events;
    }

    public void Refresh() => store.Refresh();

    public TrialRecord? Begin(Func<int, TrialProposal?> propose) => store.Begin(propose);

    public TrialRecord? Reclaim() => store.Reclaim();

    public void Report(int trial, EpochReport report) => store.Report(trial, report);

    public void Finish(int trial, TrialOutcome outcome) => store.Finish(trial, outcome);

    public void Release(int trial) => store.Release(trial);

    public void RequestStop(int trial) => store.RequestStop(trial);

    public void Dispose() => store.Dispose();
}
