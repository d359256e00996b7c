using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using SearchSpace = Microsoft.ML.SearchSpace.SearchSpace;

namespace MlPipeline.AutoMLConformance.Tests.AutoML;

/// <summary>What an experiment does with its trials.</summary>
public class ExperimentTests
{
    private static readonly SearchSpace Space = new() { ["x"] = new UniformIntOption(0, 1000) };

    [Fact]
    public void The_best_trial_is_that_of_the_least_loss_the_first_of_equals()
    {
        Recorder recorder = new();
        double[] losses = [3, double.NaN, 1, 2, 1, 0.5, double.PositiveInfinity];
        TrialResult best = Experiment(trial => losses[trial.TrialId], recorder)
            .SetMaxModelToExplore(losses.Length)
            .Run();
        Assert.Equal(5, best.TrialSettings.TrialId);
        Assert.Equal([0, 2, 5], recorder.Best);
        Assert.Equal(Enumerable.Range(0, 7), recorder.Running);
        Assert.Equal(Enumerable.Range(0, 7), recorder.Completed);
        Assert.True(best.TrialSettings.EndedAtUtc >= best.TrialSettings.StartedAtUtc);
    }

    [Fact]
    public void A_trial_that_fails_after_a_good_one_is_reported_and_the_search_goes_on()
    {
        Recorder recorder = new();
        Learner tuner = new();
        TrialResult best = Experiment(
                trial => trial.TrialId == 1 ? throw new InvalidOperationException("no") : trial.TrialId,
                recorder
            )
            .SetTuner(tuner)
            .SetMaxModelToExplore(3)
            .Run();
        Assert.Equal(0, best.TrialSettings.TrialId);
        Assert.Equal([1], recorder.Failed);
        Assert.Equal([0, double.MaxValue, 2], tuner.Losses);
    }

    [Fact]
    public async Task A_first_trial_that_fails_ends_the_search()
    {
        AutoMLExperiment experiment = Experiment(
                _ => throw new InvalidOperationException("no such column"),
                new Recorder()
            )
            .SetMaxModelToExplore(3);
        Assert.Equal(
            "no such column",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => experiment.RunAsync())).Message
        );
    }

    [Fact]
    public async Task A_search_without_a_good_trial_says_so() =>
        await Assert.ThrowsAsync<TimeoutException>(() =>
            Experiment(_ => double.NaN, new Recorder()).SetMaxModelToExplore(3).RunAsync()
        );

    [Fact]
    public async Task Time_ends_a_search_in_the_middle_of_a_trial_which_is_no_failure()
    {
        Recorder recorder = new();
        TrialResult best = await Experiment(
                trial => trial.TrialId,
                recorder,
                async ct => await Task.Delay(recorder.Running.Count > 1 ? Timeout.Infinite : 0, ct)
            )
            .SetTrainingTimeInSeconds(1)
            .RunAsync();
        Assert.Equal(0, best.TrialSettings.TrialId);
        Assert.Equal([0, 1], recorder.Running);
        Assert.Empty(recorder.Failed);
    }

    [Fact]
    public async Task Cancelling_ends_a_search_with_the_best_so_far()
    {
        Recorder recorder = new();
        using CancellationTokenSource cancellation = new();
        TrialResult best = await Experiment(
                trial => trial.TrialId,
                recorder,
                async ct =>
                {
                    if (recorder.Running.Count < 3)
                        return;
                    await cancellation.CancelAsync();
                    await Task.Delay(Timeout.Infinite, ct);
                }
            )
            .RunAsync(cancellation.Token);
        Assert.Equal(0, best.TrialSettings.TrialId);
        Assert.Equal([0, 1, 2], recorder.Running);
    }

    [Fact]
    public void Runners_are_made_from_what_they_ask_for_and_disposed_of_after_each_trial()
    {
        AskingRunner.Disposed = 0;
        new MLContext(seed: 7)
            .Auto()
            .CreateExperiment()
            .SetTuner(new Learner())
            .SetTrialRunner<AskingRunner>()
            .SetMaxModelToExplore(2)
            .Run();
        Assert.True(AskingRunner.Disposed >= 2);
    }

    [Theory]
    [InlineData(BinaryClassificationMetric.Accuracy, 0.75)]
    [InlineData(BinaryClassificationMetric.PositiveRecall, 0.5)]
    public void A_pipeline_is_fitted_and_evaluated_where_more_is_better(
        BinaryClassificationMetric metric,
        double expected
    )
    {
        MLContext context = new(seed: 1);
        Scored[] rows = [new(true, true), new(true, false), new(false, false), new(false, false)];
        IDataView data = context.Data.LoadFromEnumerable(rows);
        TrialResult best = context
            .Auto()
            .CreateExperiment()
            .SetPipeline(
                context
                    .Transforms.CopyColumns("Other", "Score")
                    .Append(new SweepableEstimator((c, _) => c.Transforms.CopyColumns("More", "Score"), Space))
            )
            .SetDataset(data, data)
            .SetBinaryClassificationMetric(metric, labelColumn: "Label")
            .SetRandomSearchTuner()
            .SetMaxModelToExplore(1)
            .Run();
        Assert.Equal((expected, -expected), (best.Metric, best.Loss));
        Assert.NotNull(best.Model);
    }

    [Fact]
    public void An_error_is_made_small()
    {
        MLContext context = new(seed: 1);
        IDataView data = context.Data.LoadFromEnumerable([new Measured(1, 3), new Measured(2, 4)]);
        TrialResult best = context
            .Auto()
            .CreateExperiment()
            .SetPipeline(
                context
                    .Transforms.CopyColumns("Other", "Score")
                    .Append(new SweepableEstimator((c, _) => c.Transforms.CopyColumns("More", "Score"), Space))
            )
            .SetDataset(data, data)
            .SetRegressionMetric(RegressionMetric.MeanAbsoluteError)
            .SetMaxModelToExplore(1)
            .Run();
        Assert.Equal((2, 2), (best.Metric, best.Loss));
    }

    [Fact]
    public void A_search_of_how_many_rows_to_learn_from_starts_with_a_tenth()
    {
        MLContext context = new(seed: 1);
        List<int> counts = [];
        IDataView data = context.Data.LoadFromEnumerable(
            Enumerable.Range(0, 500).Select(i => new Measured(i, i)).ToArray()
        );
        SweepableEstimator counting = new(
            (c, _) => new CountingEstimator(c.Transforms.CopyColumns("More", "Score"), counts),
            Space
        );
        context
            .Auto()
            .CreateExperiment()
            .SetPipeline(context.Transforms.CopyColumns("Other", "Score").Append(counting))
            .SetDataset(data, data, subSamplingTrainDataset: true)
            .SetRegressionMetric(RegressionMetric.MeanAbsoluteError)
            .SetMaxModelToExplore(1)
            .Run();
        Assert.Equal([50], counts);
    }

    private static AutoMLExperiment Experiment(
        Func<TrialSettings, double> loss,
        Recorder recorder,
        Func<CancellationToken, Task>? wait = null
    ) =>
        new MLContext(seed: 1)
            .Auto()
            .CreateExperiment(new AutoMLExperiment.AutoMLExperimentSettings { SearchSpace = Space })
            .SetTuner(new Learner())
            .SetMonitor(recorder)
            .SetTrialRunner(_ => new LossRunner(loss, wait));

    private sealed class LossRunner(Func<TrialSettings, double> loss, Func<CancellationToken, Task>? wait)
        : ITrialRunner
    {
        public async Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct)
        {
            if (wait != null)
                await wait(ct);
            return new TrialResult { TrialSettings = settings, Loss = loss(settings) };
        }

        public void Dispose() { }
    }

    private sealed class AskingRunner(MLContext context, AutoMLExperiment.AutoMLExperimentSettings settings)
        : ITrialRunner
    {
        public static int Disposed { get; set; }

        public Task<TrialResult> RunAsync(TrialSettings trial, CancellationToken ct)
        {
            Assert.NotNull(context);
            Assert.Equal(7, settings.Seed);
            return Task.FromResult(new TrialResult { TrialSettings = trial, Loss = trial.TrialId });
        }

        public void Dispose() => Disposed++;
    }

    private sealed class Learner : ITuner
    {
        public List<double> Losses { get; } = [];

        public Parameter Propose(TrialSettings settings) =>
            Parameter.CreateNestedParameter(KeyValuePair.Create("x", Parameter.FromInt(settings.TrialId)));

        public void Update(TrialResult result) => Losses.Add(result.Loss);
    }

    private sealed class Recorder : IMonitor
    {
        public List<int> Running { get; } = [];

        public List<int> Completed { get; } = [];

        public List<int> Best { get; } = [];

        public List<int> Failed { get; } = [];

        public void ReportRunningTrial(TrialSettings settings) => Running.Add(settings.TrialId);

        public void ReportCompletedTrial(TrialResult result) => Completed.Add(result.TrialSettings.TrialId);

        public void ReportBestTrial(TrialResult result) => Best.Add(result.TrialSettings.TrialId);

        public void ReportFailTrial(TrialSettings settings, Exception? exception = null) =>
            Failed.Add(settings.TrialId);
    }

    private sealed class CountingEstimator(IEstimator<ITransformer> inner, List<int> counts) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            counts.Add(input.GetColumn<float>("Score").Count());
            return inner.Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
    }

    private sealed record Scored(bool Label, bool PredictedLabel)
    {
        public float Score => PredictedLabel ? 1 : -1;
    }

    private sealed record Measured(float Label, float Score);
}
