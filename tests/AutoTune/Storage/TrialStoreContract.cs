using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Tests.Storage;

/// <summary>
/// What every store promises (see <see cref="ITrialStore"/>). A new store derives from this; those that outlive their
/// process, from <see cref="SharedTrialStoreContract"/>.
/// </summary>
public abstract class TrialStoreContract
{
    protected abstract ITrialStore Begin(StudyHeader header);

    [SkippableFact]
    public void Ids_are_consecutive_and_a_trial_begins_with_what_was_proposed()
    {
        using ITrialStore store = Begin(Headers.Sample());
        for (int i = 0; i < 3; i++)
        {
            TrialRecord trial = store.Begin(Headers.Proposal)!;
            Assert.Equal(i, trial.Id);
            Assert.Equal(100 + i, trial.Seed);
            Assert.Equal(Headers.Proposal(i).Parameters, trial.Parameters);
            Assert.Equal((TrialState.Running, 1), (trial.State, trial.Attempt));
        }
        Assert.Null(store.Begin(_ => null));
        Assert.Equal([0, 1, 2], store.Trials.Select(trial => trial.Id));
    }

    [SkippableFact]
    public void Epochs_and_the_end_are_kept_and_events_come_in_order()
    {
        using ITrialStore store = Begin(Headers.Sample());
        store.Begin(Headers.Proposal);
        store.Begin(Headers.Proposal);
        store.Report(1, Headers.Epoch(1, 0.5));
        store.Report(0, Headers.Epoch(1, 0.25));
        store.Report(1, Headers.Epoch(2, 0.75));
        store.Finish(1, new TrialOutcome(TrialState.Complete, 0.75, 3.5));
        store.Finish(0, new TrialOutcome(TrialState.Failed, null, 1, "It broke."));
        Assert.Equal([0.5, 0.75], store.Trials[1].Epochs.Select(epoch => epoch.Metric));
        Assert.Equal(
            (TrialState.Complete, 0.75, 3.5),
            (store.TrialOf(1).State, store.TrialOf(1).Metric, store.TrialOf(1).Seconds)
        );
        Assert.Equal(
            (TrialState.Failed, null, "It broke."),
            (store.TrialOf(0).State, store.TrialOf(0).Metric, store.TrialOf(0).Error)
        );
        Assert.Equal([0, 1, 1, 0, 1, 1, 0], store.EventsAfter(0).Select(happened => happened.Trial));
        Assert.Equal(2, store.EventsAfter(5).Count);
    }

    [SkippableFact]
    public void A_trial_ends_once()
    {
        using ITrialStore store = Begin(Headers.Sample());
        store.Begin(Headers.Proposal);
        store.Finish(0, new TrialOutcome(TrialState.Pruned, 0.1, 1));
        Assert.Throws<InvalidOperationException>(() => store.Finish(0, new TrialOutcome(TrialState.Complete, 0.2, 1)));
        Assert.Throws<InvalidOperationException>(() => store.Report(0, Headers.Epoch(1, 0.5)));
        Assert.Throws<InvalidOperationException>(() => store.Report(1, Headers.Epoch(1, 0.5)));
        Assert.Throws<ArgumentException>(() => store.Finish(0, new TrialOutcome(TrialState.Running, null, 1)));
    }

    [SkippableFact]
    public void A_stop_is_asked_for_while_the_trial_runs_and_changes_nothing_by_itself()
    {
        using ITrialStore store = Begin(Headers.Sample());
        store.Begin(Headers.Proposal);
        store.RequestStop(0);
        Assert.Equal(new TrialStopRequested(0), store.EventsAfter(1).Single());
        Assert.Equal(TrialState.Running, store.TrialOf(0).State);
        store.Finish(0, new TrialOutcome(TrialState.Cancelled, null, 1));
        Assert.Throws<InvalidOperationException>(() => store.RequestStop(0));
        Assert.Throws<InvalidOperationException>(() => store.RequestStop(1));
    }

    [SkippableFact]
    public void A_released_trial_is_reclaimed_once_with_its_parameters_and_without_its_epochs()
    {
        using ITrialStore store = Begin(Headers.Sample());
        store.Begin(Headers.Proposal);
        store.Begin(Headers.Proposal);
        store.Report(0, Headers.Epoch(1, 0.5));
        Assert.Null(store.Reclaim());
        store.Release(0);
        TrialRecord again = store.Reclaim()!;
        Assert.Equal((0, 2, 100), (again.Id, again.Attempt, again.Seed));
        Assert.Equal(Headers.Proposal(0).Parameters, again.Parameters);
        Assert.Empty(again.Epochs);
        Assert.Null(store.Reclaim());
        Assert.Equal(2, store.Begin(Headers.Proposal)!.Id);
    }

    [SkippableFact]
    public void Threads_get_different_trials()
    {
        using ITrialStore store = Begin(Headers.Sample());
        int[][] ids = new int[4][];
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(t => new Thread(() => ids[t] = [.. Enumerable.Range(0, 25).Select(_ => Run(store))])),
        ];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.Equal(Enumerable.Range(0, 100), ids.SelectMany(own => own).Order());
        Assert.All(store.Trials, trial => Assert.Equal(TrialState.Complete, trial.State));
    }

    protected static int Run(ITrialStore store)
    {
        int id = store.Begin(Headers.Proposal)!.Id;
        store.Report(id, Headers.Epoch(1, 0.5));
        store.Finish(id, new TrialOutcome(TrialState.Complete, 0.5, 1));
        return id;
    }
}
