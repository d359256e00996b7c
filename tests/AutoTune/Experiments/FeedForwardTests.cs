using Microsoft.ML;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using MlPipeline.AutoTune.Experiments;
using MlPipeline.AutoTune.Pruning;
using MlPipeline.AutoTune.Spaces;
using MlPipeline.AutoTune.Storage;
using MlPipeline.AutoTune.Tuners;
using MlPipeline.Datasets;
using MlPipeline.Estimators;
using MlPipeline.Network;
using SearchSpace = Microsoft.ML.SearchSpace.SearchSpace;

namespace MlPipeline.AutoTune.Tests.Experiments;

/// <summary>Searches that train networks, on the built-in images.</summary>
public sealed class FeedForwardTests : IDisposable
{
    private static readonly SearchSpace Space = new()
    {
        ["rate"] = new UniformDoubleOption(1e-4, 1e-2, logBase: true),
        ["units"] = new ChoiceOption(16, 32),
        ["optimizer"] = new ChoiceOption("Adam", "Sgd"),
    };

    private readonly TemporaryDirectory _directory = new();
    private readonly MLContext _context = new(1);

    public void Dispose() => _directory.Dispose();

    private static FeedForwardMulticlassTrainer.Options OptionsOf(Parameter parameter) =>
        new()
        {
            HiddenLayers = [parameter["units"].AsType<int>()],
            LearningRate = (float)parameter["rate"].AsType<double>(),
            Optimizer = parameter["optimizer"].AsType<OptimizerKind>(),
            Epochs = 3,
            BatchSize = 64,
        };

    private (SharedTrialData Data, IDataView Test) Data()
    {
        IDataView images = _context.Data.LoadFromImages(DatasetCatalog.LoadTest("glyphs"));
        DataOperationsCatalog.TrainTestData split = _context.Data.TrainTestSplit(images, 0.25, seed: 1);
        ITransformer normalizer = _context.Transforms.NormalizeMinMax("Features").Fit(split.TrainSet);
        return (SharedTrialData.Read(_context, split.TrainSet, split.TestSet, normalizer), images);
    }

    [Fact]
    public async Task A_search_trains_keeps_its_best_models_and_fits_the_final_one()
    {
        (SharedTrialData data, IDataView images) = Data();
        using var runner = new FeedForwardTrialRunner(_context, data, OptionsOf);
        using TrialJournal journal = TrialJournal.Open(
            _directory.Of("study"),
            StudyHeader.Of("study", Space, 3),
            StudyMode.Create
        );
        using var experiment = new FeedForwardExperiment(
            journal,
            Space,
            new RandomTuner(Space, 3),
            runner,
            new ExperimentOptions
            {
                MaxTrials = 8,
                Parallel = 2,
                KeptModels = 2,
                ModelDirectory = _directory.Of("models"),
            },
            new SuccessiveHalvingPruner()
        );
        TrialRecord best = (await experiment.RunAsync())!;

        Assert.Equal(8, journal.Trials.Count);
        Assert.True(best.Metric > 0.3, $"best {best.Metric}");
        Assert.All(
            best.Epochs,
            epoch =>
                Assert.True(
                    epoch is { ValidationLoss: > 0, TrainingLoss: > 0, TrainingAccuracy: > 0, Seconds: > 0, Epochs: 3 }
                )
        );
        Assert.Equal(best.Metric, best.Epochs[^1].Metric);

        TrialRecord[] kept =
        [
            .. journal
                .Trials.Where(trial => trial.State == TrialState.Complete)
                .OrderByDescending(trial => trial.Metric)
                .ThenBy(trial => trial.Id)
                .Take(2),
        ];
        Assert.Equal(
            kept.Select(trial => $"trial-{trial.Id:D6}.zip").Order(),
            Directory.GetFiles(_directory.Of("models")).Select(Path.GetFileName).Order()
        );
        ITransformer loaded = new MLContext().Model.Load(
            Path.Combine(_directory.Of("models"), $"trial-{best.Id:D6}.zip"),
            out _
        );
        DataOperationsCatalog.TrainTestData split = _context.Data.TrainTestSplit(images, 0.25, seed: 1);
        Assert.Equal(
            best.Metric!.Value,
            _context.MulticlassClassification.Evaluate(loaded.Transform(split.TestSet)).MicroAccuracy,
            1e-12
        );

        ITransformer final = runner.FitFinal(experiment.ParameterOf(best), best.Seed);
        Assert.True(_context.MulticlassClassification.Evaluate(final.Transform(images)).MicroAccuracy > best.Metric);
    }

    [Fact]
    public async Task A_trial_does_not_depend_on_how_many_run_beside_it_nor_on_its_threads()
    {
        (SharedTrialData data, _) = Data();
        List<double?[]> metrics = [];
        foreach ((int parallel, int threads) in new[] { (1, 1), (2, 1), (1, 2) })
        {
            using var runner = new FeedForwardTrialRunner(_context, data, OptionsOf, threads);
            using var store = new MemoryTrialStore(StudyHeader.Of("study", Space, 3));
            using var experiment = new FeedForwardExperiment(
                store,
                Space,
                new RandomTuner(Space, 3),
                runner,
                new ExperimentOptions
                {
                    MaxTrials = 3,
                    Parallel = parallel,
                    ThreadsPerTrial = threads,
                }
            );
            await experiment.RunAsync();
            metrics.Add([.. store.Trials.Select(trial => trial.Metric)]);
        }
        Assert.Equal(metrics[0], metrics[1]);
        Assert.Equal(metrics[0], metrics[2]);
    }

    [Fact]
    public async Task Images_are_varied_as_the_parameters_say_and_the_model_takes_them_as_they_are()
    {
        (SharedTrialData data, IDataView images) = Data();
        FeedForwardSearchSpace space = FeedForwardSearchSpace.FromJson(
            """
            { "Epochs": 2, "Width": 32, "HiddenLayers": 1,
              "Rotation": [0, 10], "Shift": [0, 1.5], "Zoom": 0, "Flip": 0 }
            """
        );
        List<double?[]> metrics = [];
        foreach ((int threads, bool isVaried) in new[] { (1, true), (2, true), (1, false) })
        {
            using var runner = new FeedForwardTrialRunner(
                _context,
                data,
                FeedForwardSearchSpace.ToOptions,
                threads,
                isVaried ? FeedForwardSearchSpace.ToAugmentation : null
            );
            using var store = new MemoryTrialStore(StudyHeader.Of("study", space, 3));
            using var experiment = new FeedForwardExperiment(
                store,
                space,
                new GridTuner(space),
                runner,
                new ExperimentOptions { Parallel = 1, ThreadsPerTrial = threads }
            );
            TrialRecord best = (await experiment.RunAsync())!;
            metrics.Add([.. store.Trials.OrderBy(trial => trial.Seed).Select(trial => trial.Epochs[^1].TrainingLoss)]);
            Assert.True(
                _context
                    .MulticlassClassification.Evaluate(
                        runner.FitFinal(experiment.ParameterOf(best), best.Seed).Transform(images)
                    )
                    .MicroAccuracy > 0.3
            );
        }
        Assert.Equal(4, metrics[0].Length);
        Assert.Equal(metrics[0], metrics[1]);
        // The one of four that varies nothing is the same without; the others have it harder.
        Assert.Equal(3, metrics[0].Zip(metrics[2]).Count(pair => pair.First > pair.Second));
        Assert.Single(metrics[0].Zip(metrics[2]), pair => pair.First == pair.Second);
    }

    [Fact]
    public async Task Options_that_mean_nothing_to_a_trial_fail_it_with_a_sentence()
    {
        (SharedTrialData data, _) = Data();
        using var runner = new FeedForwardTrialRunner(
            _context,
            data,
            parameter =>
            {
                FeedForwardMulticlassTrainer.Options options = OptionsOf(parameter);
                options.FreezeLayers = 1;
                return options;
            }
        );
        using var store = new MemoryTrialStore(StudyHeader.Of("study", Space, 3));
        using var experiment = new FeedForwardExperiment(
            store,
            Space,
            new RandomTuner(Space, 3),
            runner,
            new ExperimentOptions { MaxTrials = 1 }
        );
        Assert.Null(await experiment.RunAsync());
        Assert.Equal(TrialState.Failed, store.Trials[0].State);
        Assert.Contains(
            "leave TransferFrom, FreezeLayers, ClassWeights and Checkpoint out",
            store.Trials[0].Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_rate_that_diverges_is_a_diverged_trial()
    {
        (SharedTrialData data, _) = Data();
        var space = new SearchSpace { ["rate"] = new ChoiceOption(1e30, 1e-3) };
        using var runner = new FeedForwardTrialRunner(
            _context,
            data,
            parameter => new FeedForwardMulticlassTrainer.Options
            {
                LearningRate = (float)parameter["rate"].AsType<double>(),
                HiddenLayers = [16],
                Epochs = 1,
                Optimizer = OptimizerKind.Sgd,
            }
        );
        using var store = new MemoryTrialStore(StudyHeader.Of("study", space, 3));
        using var experiment = new FeedForwardExperiment(
            store,
            space,
            new GridTuner(space),
            runner,
            new ExperimentOptions { Parallel = 1 }
        );
        Assert.NotNull(await experiment.RunAsync());
        Assert.Equal([TrialState.Complete, TrialState.Diverged], store.Trials.Select(trial => trial.State).Order());
        Assert.Contains(
            "learning rate",
            store.Trials.Single(trial => trial.State == TrialState.Diverged).Error,
            StringComparison.Ordinal
        );
    }
}
