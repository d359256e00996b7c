using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Tests.Storage;

/// <summary>What a store promises whose studies several processes share, and that outlive them.</summary>
public abstract class SharedTrialStoreContract : TrialStoreContract
{
    private static readonly Dictionary<string, object> Nothing = [];

    protected abstract ITrialStore Open(StudyHeader header, StudyMode mode);

    protected override ITrialStore Begin(StudyHeader header) => Open(header, StudyMode.Create);

    [SkippableFact]
    public void What_was_written_is_read_again_to_the_last_bit()
    {
        TrialRecord[] written;
        using (ITrialStore store = Begin(Headers.Sample()))
        {
            Run(store);
            store.Begin(Headers.Proposal);
            store.Report(1, Headers.Epoch(1, 0.1 + 0.2));
            store.Report(1, Headers.Epoch(2, double.NaN));
            store.Finish(1, new TrialOutcome(TrialState.Diverged, null, 1.0 / 3, "NaN."));
            written = [.. store.Trials];
        }
        using ITrialStore read = Open(Headers.Sample(), StudyMode.Resume);
        read.Refresh();
        Assert.Equal(Headers.Sample().Options, read.Header.Options);
        Assert.Equal(7, read.Header.Seed);
        Assert.Equal(written.Length, read.Trials.Count);
        foreach ((TrialRecord before, TrialRecord after) in written.Zip(read.Trials))
        {
            Assert.Equal(before.Parameters.OrderBy(pair => pair.Key), after.Parameters.OrderBy(pair => pair.Key));
            Assert.Equal(
                before.Epochs.Select(epoch => epoch with { TrainingLoss = null }),
                after.Epochs.Select(epoch => epoch with { TrainingLoss = null })
            );
            Assert.Equal(
                before with
                {
                    Parameters = Nothing,
                    Epochs = [],
                },
                after with
                {
                    Parameters = Nothing,
                    Epochs = [],
                }
            );
        }
        Assert.Equal(2.0, Assert.IsType<double>(read.TrialOf(0).Parameters["whole"]));
        Assert.Equal(3L, Assert.IsType<long>(read.TrialOf(0).Parameters["layers"]));
    }

    [SkippableFact]
    public void Two_processes_share_a_study_and_see_the_same_events()
    {
        using ITrialStore first = Open(Headers.Sample(), StudyMode.CreateOrJoin);
        using ITrialStore second = Open(Headers.Sample(), StudyMode.CreateOrJoin);
        Thread other = new(() =>
        {
            for (int i = 0; i < 20; i++)
                Run(second);
        });
        other.Start();
        for (int i = 0; i < 20; i++)
            Run(first);
        other.Join();
        first.Refresh();
        second.Refresh();
        Assert.Equal(40, first.Trials.Count);
        Assert.Equal(
            first.EventsAfter(0).Select(happened => (happened.GetType(), happened.Trial)),
            second.EventsAfter(0).Select(happened => (happened.GetType(), happened.Trial))
        );
    }

    [SkippableFact]
    public void A_trial_whose_process_is_gone_is_reclaimed_by_one_and_one_that_runs_by_none()
    {
        ITrialStore gone = Begin(Headers.Sample());
        gone.Begin(Headers.Proposal);
        gone.Report(0, Headers.Epoch(1, 0.5));
        using ITrialStore second = Open(Headers.Sample(), StudyMode.Resume);
        using ITrialStore third = Open(Headers.Sample(), StudyMode.Resume);
        Assert.Null(second.Reclaim());
        gone.Dispose();
        // A server notices a moment later that a process is gone.
        Assert.Equal((0, 2), (Eventually.NotNull(second.Reclaim).Id, second.TrialOf(0).Attempt));
        Assert.Null(third.Reclaim());
    }

    [SkippableFact]
    public void Another_space_another_metric_and_another_option_are_refused_by_name()
    {
        Begin(Headers.Sample()).Dispose();
        Assert.Equal(
            "The study 'sample' was begun with another space: 'rate' is 0.001 to 0.1, log in it and 1 | 2 here; give "
                + "that space, or another name.",
            Assert.Throws<StudyException>(() => Open(Headers.Sample(rates: "1 | 2"), StudyMode.Resume)).Message
        );
        StudyHeader more = Headers.Sample() with
        {
            Space = new Dictionary<string, string>(Headers.Sample().Space) { ["batch"] = "16 | 32" },
        };
        Assert.Contains(
            "'batch' is not a parameter in it and 16 | 32 here",
            Assert.Throws<StudyException>(() => Open(more, StudyMode.CreateOrJoin)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "metric",
            Assert
                .Throws<StudyException>(() => Open(Headers.Sample() with { Metric = "LogLoss" }, StudyMode.Resume))
                .Message,
            StringComparison.Ordinal
        );
        StudyHeader other = Headers.Sample() with
        {
            Options = new Dictionary<string, string> { ["dataset"] = "mnist" },
        };
        Assert.Contains(
            "another dataset: glyphs in it, mnist here",
            Assert.Throws<StudyException>(() => Open(other, StudyMode.Resume)).Message,
            StringComparison.Ordinal
        );
    }

    [SkippableFact]
    public void A_study_is_begun_once_and_gone_on_with_only_if_it_is_there()
    {
        Assert.Contains(
            "no study 'sample'",
            Assert.Throws<StudyException>(() => Open(Headers.Sample(), StudyMode.Resume)).Message,
            StringComparison.Ordinal
        );
        Begin(Headers.Sample()).Dispose();
        Assert.Contains(
            "already",
            Assert.Throws<StudyException>(() => Begin(Headers.Sample())).Message,
            StringComparison.Ordinal
        );
    }
}
