using System.Diagnostics;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Experiments;
using MlPipeline.AutoTune.Parameters;
using MlPipeline.AutoTune.Pruning;
using MlPipeline.AutoTune.Storage;
using MlPipeline.AutoTune.Tuners;

namespace MlPipeline.AutoTune.Tests.Experiments;

public sealed class ExperimentTests : IDisposable
{
    private static readonly SearchSpace Space = TestSpaces.Mixed();
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private static double Metric(StudyTrial trial, int epoch) =>
        -Math.Abs(Math.Log10((double)trial.Values["rate"]) + 3) - 1.0 / epoch;

    private static StudyHeader Header(int seed = 1) => StudyHeader.Of("study", Space, seed);

    private TrialJournal Journal(StudyMode mode = StudyMode.CreateOrJoin) =>
        TrialJournal.Open(_directory.Of("study"), Header(), mode);

    private static FeedForwardExperiment Make(
        ITrialStore store,
        ITrialRunner runner,
        ExperimentOptions options,
        IPruner? pruner = null,
        IMonitor? monitor = null,
        ITuner? tuner = null
    ) => new(store, Space, tuner ?? new TpeTuner(Space, store.Header.Seed), runner, options, pruner, monitor);

    private static string[] Told(ITrialStore store) =>
        [
            .. store.Trials.Select(trial =>
                $"{trial.Id} {trial.Seed} {trial.State} {trial.Metric} {string.Join(" ", trial.Parameters.Values)} "
                + $"{string.Join(" ", trial.Epochs.Select(epoch => epoch.Metric))}"
            ),
        ];

    [Fact]
    public async Task A_search_one_by_one_repeats_exactly_and_finds_the_best()
    {
        string[][] runs = new string[2][];
        for (int i = 0; i < 2; i++)
        {
            using var store = new MemoryTrialStore(Header());
            using FeedForwardExperiment experiment = Make(
                store,
                new StubRunner(Metric, 9),
                new ExperimentOptions { MaxTrials = 40, Parallel = 1 },
                new SuccessiveHalvingPruner()
            );
            TrialRecord best = (await experiment.RunAsync())!;
            Assert.Equal(
                store.Trials.Where(trial => trial.State == TrialState.Complete).Max(trial => trial.Metric),
                best.Metric
            );
            Assert.Contains(store.Trials, trial => trial.State == TrialState.Pruned && trial.Epochs.Count < 9);
            runs[i] = Told(store);
        }
        Assert.Equal(40, runs[0].Length);
        Assert.Equal(runs[0], runs[1]);
    }

    [Fact]
    public async Task A_search_that_was_cut_off_and_goes_on_is_the_one_that_was_not()
    {
        using var whole = new MemoryTrialStore(Header());
        using (
            FeedForwardExperiment experiment = Make(
                whole,
                new StubRunner(Metric, 9),
                new ExperimentOptions { MaxTrials = 30, Parallel = 1 },
                new MedianPruner()
            )
        )
            await experiment.RunAsync();
        for (int cut = 5; ; cut += 40)
        {
            int reports = 0;
            using TrialJournal journal = Journal();
            using CancellationTokenSource stop = new();
            using FeedForwardExperiment experiment = Make(
                journal,
                new StubRunner(
                    Metric,
                    9,
                    (_, _, _) =>
                    {
                        if (++reports == cut)
                            stop.Cancel();
                        return Task.CompletedTask;
                    }
                ),
                new ExperimentOptions { MaxTrials = 30, Parallel = 1 },
                new MedianPruner()
            );
            try
            {
                await experiment.RunAsync(stop.Token);
                Assert.Equal(Told(whole), Told(journal));
                Assert.Contains(journal.Trials, trial => trial.Attempt > 1);
                break;
            }
            catch (OperationCanceledException) { }
        }
    }

    [Fact]
    public async Task Trials_run_at_once_as_many_as_the_options_say()
    {
        using var store = new MemoryTrialStore(Header());
        var runner = new StubRunner(Metric, 1, (_, _, ct) => Task.Delay(5, ct));
        using FeedForwardExperiment experiment = Make(
            store,
            runner,
            new ExperimentOptions { MaxTrials = 30, Parallel = 3 },
            tuner: new ConstantLiarTuner(new TpeTuner(Space, 1))
        );
        await experiment.RunAsync();
        Assert.Equal(3, runner.MostAtOnce);
        Assert.Equal(30, store.Trials.Count(trial => trial.State == TrialState.Complete));
        Assert.Equal(30, store.Trials.Select(trial => trial.Seed).Distinct().Count());
    }

    [Fact]
    public async Task Failed_and_diverged_trials_are_written_down_and_the_search_goes_on()
    {
        using var store = new MemoryTrialStore(Header());
        var monitor = new Monitor();
        var runner = new StubRunner(
            Metric,
            1,
            (trial, _, _) =>
                trial.TrialId % 2 == 0
                    ? Task.CompletedTask
                    : throw new InvalidOperationException($"Trial {trial.TrialId} broke.")
        );
        using FeedForwardExperiment experiment = Make(
            store,
            runner,
            new ExperimentOptions { MaxTrials = 20, Parallel = 2 },
            monitor: monitor
        );
        await experiment.RunAsync();
        Assert.Equal(10, store.Trials.Count(trial => trial.State == TrialState.Complete));
        Assert.All(
            store.Trials.Where(trial => trial.Id % 2 == 1),
            trial => Assert.Equal((TrialState.Failed, $"Trial {trial.Id} broke."), (trial.State, trial.Error))
        );
        Assert.Equal((20, 10, 10), (monitor.Begun, monitor.Completed, monitor.Failed));
        Assert.Equal(store.Trials.Max(trial => trial.Metric), monitor.BestMetric);
    }

    [Fact]
    public async Task Cancelling_lays_running_trials_down_and_leaves_nothing_running()
    {
        using TrialJournal journal = Journal();
        using CancellationTokenSource stop = new();
        var runner = new StubRunner(
            Metric,
            1000,
            (trial, epoch, ct) =>
            {
                if (trial.TrialId == 1 && epoch == 20)
                    stop.Cancel();
                return Task.Delay(1, ct);
            }
        );
        using FeedForwardExperiment experiment = Make(
            journal,
            runner,
            new ExperimentOptions { MaxTrials = 10, Parallel = 2 }
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => experiment.RunAsync(stop.Token));
        Assert.Empty(experiment.RunningTrials);
        Assert.Equal(2, journal.Trials.Count);
        Assert.All(journal.Trials, trial => Assert.Null(trial.Owner));
    }

    [Fact]
    public async Task A_trial_is_ended_that_another_process_asks_to_be_ended()
    {
        using TrialJournal journal = Journal();
        using TrialJournal other = Journal();
        // Trial 1 never reports: nothing but the request ends it.
        var runner = new StubRunner(
            Metric,
            1,
            async (trial, _, ct) =>
            {
                if (trial.TrialId != 1)
                    return;
                other.Refresh();
                other.RequestStop(1);
                await Task.Delay(Timeout.Infinite, ct);
            }
        );
        using FeedForwardExperiment experiment = Make(
            journal,
            runner,
            new ExperimentOptions { MaxTrials = 4, Parallel = 1 }
        );
        await experiment.RunAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(
            (TrialState.Cancelled, "Skipped by the user."),
            (journal.Trials[1].State, journal.Trials[1].Error)
        );
        Assert.Equal(3, journal.Trials.Count(trial => trial.State == TrialState.Complete));
    }

    [Fact]
    public async Task One_trial_is_skipped_and_the_others_go_on()
    {
        using var store = new MemoryTrialStore(Header());
        FeedForwardExperiment experiment = null!;
        var runner = new StubRunner(
            Metric,
            5,
            (trial, epoch, _) =>
            {
                if (trial.TrialId == 2 && epoch == 3)
                    Assert.True(experiment.Skip(2));
                return Task.CompletedTask;
            }
        );
        experiment = Make(store, runner, new ExperimentOptions { MaxTrials = 6, Parallel = 2 });
        using (experiment)
        {
            await experiment.RunAsync();
            Assert.False(experiment.Skip(2));
        }
        Assert.Equal((TrialState.Cancelled, "Skipped by the user."), (store.TrialOf(2).State, store.TrialOf(2).Error));
        Assert.Equal(5, store.Trials.Count(trial => trial.State == TrialState.Complete));
    }

    [Fact]
    public async Task Paused_trials_stand_still_and_go_on()
    {
        using var store = new MemoryTrialStore(Header());
        using var reached = new SemaphoreSlim(0);
        int epochs = 0;
        var runner = new StubRunner(
            (trial, epoch) =>
            {
                Interlocked.Increment(ref epochs);
                reached.Release();
                return Metric(trial, epoch);
            },
            200,
            (_, _, ct) => Task.Delay(1, ct)
        );
        using FeedForwardExperiment experiment = Make(
            store,
            runner,
            new ExperimentOptions { MaxTrials = 2, Parallel = 2 }
        );
        Task<TrialRecord?> run = experiment.RunAsync();
        await reached.WaitAsync();
        experiment.Pause();
        await Task.Delay(50);
        int before = Volatile.Read(ref epochs);
        await Task.Delay(100);
        Assert.Equal(before, Volatile.Read(ref epochs));
        Assert.True(experiment.IsPaused);
        experiment.Resume();
        Assert.NotNull(await run);
        Assert.Equal(400, epochs);
    }

    [Fact]
    public async Task Budgets_of_epochs_and_of_time_end_the_search()
    {
        using var byEpochs = new MemoryTrialStore(Header());
        using (
            FeedForwardExperiment experiment = Make(
                byEpochs,
                new StubRunner(Metric, 5),
                new ExperimentOptions { MaxEpochs = 23, Parallel = 1 }
            )
        )
            await experiment.RunAsync();
        Assert.Equal(23, byEpochs.Trials.Sum(trial => trial.Epochs.Count));
        Assert.Equal(
            (TrialState.Cancelled, "The budget was spent."),
            (byEpochs.Trials[^1].State, byEpochs.Trials[^1].Error)
        );

        using var byTime = new MemoryTrialStore(Header());
        long started = Stopwatch.GetTimestamp();
        using (
            FeedForwardExperiment experiment = Make(
                byTime,
                new StubRunner(Metric, 100_000, (_, _, ct) => Task.Delay(1, ct)),
                new ExperimentOptions { MaxTime = TimeSpan.FromMilliseconds(200), Parallel = 2 }
            )
        )
            Assert.Null(await experiment.RunAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.15, 10);
        Assert.All(byTime.Trials, trial => Assert.Equal(TrialState.Cancelled, trial.State));
    }

    [Fact]
    public async Task A_grid_ends_when_it_is_used_up()
    {
        var space = new SearchSpace
        {
            ["a"] = new Microsoft.ML.SearchSpace.Option.ChoiceOption(1, 2, 3),
            ["rate"] = new Microsoft.ML.SearchSpace.Option.ChoiceOption(0.1, 0.2),
        };
        using var store = new MemoryTrialStore(StudyHeader.Of("grid", space, 1));
        using var experiment = new FeedForwardExperiment(
            store,
            space,
            new GridTuner(space),
            new StubRunner(Metric),
            new ExperimentOptions { MaxTrials = 100, Parallel = 2 }
        );
        await experiment.RunAsync();
        Assert.Equal(6, store.Trials.Select(trial => string.Join(" ", trial.Parameters.Values)).Distinct().Count());
        Assert.Equal(6, store.Trials.Count);
    }

    [Fact]
    public async Task No_trial_begins_while_memory_is_above_the_cap()
    {
        long used = 0;
        using var store = new MemoryTrialStore(Header());
        var runner = new StubRunner(
            Metric,
            1,
            (trial, _, _) =>
            {
                // Each trial alone takes more than the cap, and gives it back when it ends.
                Interlocked.Exchange(ref used, 200L << 20);
                Thread.Sleep(120);
                Interlocked.Exchange(ref used, 0);
                return Task.CompletedTask;
            }
        );
        var options = new ExperimentOptions
        {
            MaxTrials = 4,
            Parallel = 3,
            MaximumMemoryUsageInMegaByte = 100,
        };
        var space = new NamedSpace(Space);
        // The first slot is let in alone, so that the others see what it takes.
        int looks = 0;
        using (
            var scheduler = new TrialScheduler(
                store,
                space,
                new RandomTuner(Space),
                new NoPruner(),
                runner,
                options,
                null,
                null,
                () =>
                    Interlocked.Increment(ref looks) == 1
                        ? 0
                        : Math.Max(
                            Interlocked.Read(ref used),
                            store.Trials.Any(trial => trial.State == TrialState.Running) ? 200L << 20 : 0
                        )
            )
        )
            await scheduler.RunAsync(CancellationToken.None);
        Assert.Equal(4, store.Trials.Count);
        Assert.InRange(runner.MostAtOnce, 1, 2);

        using var full = new MemoryTrialStore(Header());
        using var stuck = new TrialScheduler(
            full,
            space,
            new RandomTuner(Space),
            new NoPruner(),
            runner,
            options,
            null,
            null,
            () => 500L << 20
        );
        Assert.Contains(
            "takes 500 MB with no trial running, more than MaximumMemoryUsageInMegaByte 100",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => stuck.RunAsync(CancellationToken.None))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_store_that_fails_ends_the_search_with_its_sentence()
    {
        TrialJournal journal = Journal();
        var runner = new StubRunner(
            Metric,
            1,
            (trial, _, _) =>
            {
                if (trial.TrialId == 3)
                    Damage(journal.Directory);
                return Task.CompletedTask;
            }
        );
        using (journal)
        {
            using FeedForwardExperiment experiment = Make(
                journal,
                runner,
                new ExperimentOptions { MaxTrials = 10, Parallel = 2 }
            );
            Assert.Contains(
                "is damaged",
                (await Assert.ThrowsAsync<StudyException>(() => experiment.RunAsync())).Message,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Two_processes_share_a_study_without_doing_anything_twice()
    {
        using TrialJournal first = Journal();
        using TrialJournal second = Journal();
        var runner = new StubRunner(Metric, 3, (_, _, ct) => Task.Delay(1, ct));
        using FeedForwardExperiment one = Make(
            first,
            runner,
            new ExperimentOptions { MaxTrials = 40, Parallel = 2 },
            tuner: new GridTuner(Space, seed: 1)
        );
        using FeedForwardExperiment other = Make(
            second,
            runner,
            new ExperimentOptions { MaxTrials = 40, Parallel = 2 },
            tuner: new GridTuner(Space, seed: 1)
        );
        await Task.WhenAll(one.RunAsync(), other.RunAsync());
        first.Refresh();
        Assert.Equal(40, first.Trials.Count);
        Assert.All(first.Trials, trial => Assert.Equal((TrialState.Complete, 1), (trial.State, trial.Attempt)));
        Assert.Equal(40, first.Trials.Select(trial => string.Join(" ", trial.Parameters.Values)).Distinct().Count());
    }

    /// <summary>How long it takes is for tests/Benchmarks to say; what grows with the study would show here.</summary>
    [Fact]
    public async Task Scheduling_a_thousand_trials_reads_and_writes_the_same_for_each()
    {
        using TrialJournal journal = Journal();
        var store = new CountingStore(journal);
        List<(long Bytes, long Records)> marks = [];
        string file = Path.Combine(journal.Directory, TrialJournal.FileName);
        var monitor = new Monitor
        {
            Each = count =>
            {
                if (count % 250 == 0)
                    marks.Add((new FileInfo(file).Length, store.Records));
            },
        };
        ExperimentOptions options = new() { MaxTrials = 1000, Parallel = 2 };
        RandomTuner tuner = new(Space, 1);
        using FeedForwardExperiment experiment = Make(
            store,
            new StubRunner(Metric, 3),
            options,
            new SuccessiveHalvingPruner(),
            monitor,
            tuner
        );
        await experiment.RunAsync();
        Assert.Equal(1000, journal.Trials.Count);
        Assert.Equal(4, marks.Count);
        AssertEven(marks[2].Bytes - marks[1].Bytes, marks[3].Bytes - marks[2].Bytes);
        AssertEven(marks[2].Records - marks[1].Records, marks[3].Records - marks[2].Records);
    }

    [Theory]
    [InlineData(
        2,
        2,
        3,
        "2 trials at once of 2 threads each take 4 threads, more than MaxThreads 3; give fewer trials at once, or "
            + "more threads."
    )]
    [InlineData(0, 1, 3, "Parallel is 0; give at least 1.")]
    public void Options_out_of_range_are_named(int parallel, int threads, int most, string message)
    {
        using var store = new MemoryTrialStore(Header());
        Assert.StartsWith(
            message,
            Assert
                .ThrowsAny<ArgumentException>(() =>
                    Make(
                        store,
                        new StubRunner(Metric),
                        new ExperimentOptions
                        {
                            Parallel = parallel,
                            ThreadsPerTrial = threads,
                            MaxThreads = most,
                        }
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    private static void AssertEven(long before, long after)
    {
        Assert.True(before > 0);
        Assert.InRange(after, 0.9 * before, 1.1 * before);
    }

    // As another process would write: in its turn, after what is there.
    private static void Damage(string study)
    {
        string path = Path.Combine(study, TrialJournal.FileName);
        using var file = new JournalFile(path, Path.Combine(study, TrialJournal.LockFileName));
        using IDisposable turn = file.Lock();
        _ = file.ReadNew();
        file.Append("nonsense", durable: false);
    }

    private sealed class Monitor : IMonitor, IStudyMonitor
    {
        private int _ended;

        public Action<int>? Each { get; init; }

        public int Begun { get; private set; }

        public int Completed { get; private set; }

        public int Failed { get; private set; }

        public double BestMetric { get; private set; }

        public void ReportRunningTrial(TrialSettings settings) => Begun++;

        public void ReportCompletedTrial(TrialResult result)
        {
            Completed++;
            Each?.Invoke(++_ended);
        }

        public void ReportBestTrial(TrialResult result) => BestMetric = result.Metric;

        public void ReportFailTrial(TrialSettings settings, Exception? exception = null)
        {
            Failed++;
            Each?.Invoke(++_ended);
        }

        public void ReportEpoch(StudyTrial trial, EpochReport report) { }

        public void ReportStoppedTrial(StudyTrialResult result) => Each?.Invoke(++_ended);
    }
}
