using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using MlPipeline.AutoTune.Spaces;

namespace MlPipeline.AutoTune.Tests.AutoML;

/// <summary>The network in ML.NET's own AutoML, with each of its tuners.</summary>
public partial class PlainAutoMLTests
{
    private const int Trials = 10;

    public static TheoryData<string> Tuners { get; } = [.. Search.Tuners.Keys];

    [Theory]
    [MemberData(nameof(Tuners))]
    public void Ten_trials_find_a_good_network_and_the_same_ones_again_with_the_same_seed(string tuner)
    {
        (TrialResult best, string[] trials) = Run(tuner);
        Assert.True(best.Metric > 0.95, $"{tuner} came to an accuracy of {best.Metric}");
        Assert.Equal(-best.Metric, best.Loss);
        Assert.Equal(Trials, trials.Length);
        Assert.Equal(trials, Run(tuner).Trials);

        MLContext context = new();
        IDataView scored = best.Model.Transform(Blobs.Load(context, 300, seed: 9));
        double accuracy = context.MulticlassClassification.Evaluate(scored).MicroAccuracy;
        Assert.True(accuracy > 0.9, $"the best model of {tuner} has an accuracy of {accuracy} on new rows");
    }

    [Fact]
    public void What_is_not_searched_is_configured_and_what_is_searched_wins()
    {
        MLContext context = new(seed: 1);
        List<int> epochs = [];
        SweepableEstimator network = context.Auto().FeedForward(
            searchSpace: FeedForwardSearchSpace.FromJson("""{ "Epochs": [2, 3], "Width": 8 }"""),
            configure: options =>
            {
                options.Epochs = 99;
                options.MaxDegreeOfParallelism = 1;
                options.Observer = new EpochCounter(epochs);
            });
        TrialResult best = context.Auto().CreateExperiment()
            .SetPipeline(context.Transforms.Conversion.MapValueToKey("Label").Append(network))
            .SetDataset(Blobs.Load(context, 90, seed: 1), fold: 3)
            .SetMulticlassClassificationMetric(MulticlassClassificationMetric.LogLoss, labelColumn: "Label")
            .SetRandomSearchTuner()
            .SetMaxModelToExplore(6)
            .Run();
        int[][] trials = [.. epochs.Chunk(3)]; // of three folds each
        Assert.Equal(6, trials.Length);
        Assert.All(trials, trial => Assert.Single(trial.Distinct()));
        Assert.Equal([2, 3], epochs.Distinct().Order());
        Assert.Equal(best.Metric, best.Loss);
    }

    [Fact]
    public void Of_several_paths_all_are_tried_and_the_good_one_wins()
    {
        MLContext context = new(seed: 1);
        Recorder recorder = new();
        SweepableEstimator hopeless = context.Auto().FeedForward(searchSpace: FeedForwardSearchSpace.FromJson("""
            { "Epochs": 1, "Width": [4, 5], "HiddenLayers": 1, "LearningRate": [1e-7, 2e-7] }
            """));
        SweepableEstimator good = context.Auto().FeedForward(searchSpace: Small());
        SweepablePipeline pipeline = context.Transforms.Conversion.MapValueToKey("Label").Append(hopeless, good);
        IDataView train = Blobs.Load(context, 240, seed: 1), validation = Blobs.Load(context, 120, seed: 2);
        TrialResult best = context.Auto().CreateExperiment()
            .SetPipeline(pipeline)
            .SetTrialRunner(new SteadyRunner(context, pipeline, train, validation))
            .SetEciCostFrugalTuner()
            .SetMonitor(recorder)
            .SetMaxModelToExplore(12)
            .Run();
        // A trial's parameters say its path, such as "e0 * e2".
        string name = pipeline.Estimators.Single(pair => ReferenceEquals(pair.Value, good)).Key;
        string PathOf(TrialResult trial) => trial.TrialSettings.Parameter["_pipeline_"]["_SCHEMA_"].AsType<string>();
        bool IsGood(TrialResult trial) => PathOf(trial).Contains(name, StringComparison.Ordinal);
        Assert.Equal(12, recorder.Completed.Count);
        Assert.InRange(recorder.Completed.Count(IsGood), 1, 11);
        Assert.True(IsGood(best) && best.Metric > 0.95, $"{best.Metric} with {best.TrialSettings.Parameter}");
    }

    /// <summary>The example of docs/tuning.md, word for word.</summary>
    [Fact]
    public void The_example_of_the_documentation_runs()
    {
        IDataView rows = Blobs.Load(new MLContext(), 300, seed: 1);
        // docs/tuning.md
        var context = new MLContext(seed: 1);
        DataOperationsCatalog.TrainTestData split = context.Data.TrainTestSplit(rows, testFraction: 0.2);

        SweepablePipeline pipeline = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.Transforms.NormalizeMinMax("Features"))
            .Append(context.Auto().FeedForward(searchSpace: FeedForwardSearchSpace.ClassicSmall()));

        TrialResult best = context.Auto().CreateExperiment()
            .SetPipeline(pipeline)
            .SetDataset(split)
            .SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, labelColumn: "Label")
            .SetSmacTuner(numberInitialPopulation: 5)
            .SetMaxModelToExplore(10)
            .Run();

        Console.WriteLine($"{best.Metric:0.000} with {best.TrialSettings.Parameter}");
        context.Model.Save(best.Model, rows.Schema, "best.zip");
        // end
        Assert.True(best.Metric > 0.95);
        File.Delete("best.zip");
    }

    [Fact]
    public void The_documentation_has_that_example()
    {
        string source = File.ReadAllText(ThisFile());
        string example = Example().Match(source).Groups["code"].Value;
        string plain = string.Join('\n', example.Split('\n').Select(line => line.Length > 8 ? line[8..] : "")).Trim();
        Assert.True(plain.Length > 500);
        string page = Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs/tuning.md");
        Assert.Contains(plain, File.ReadAllText(page), StringComparison.Ordinal);
    }

    private static (TrialResult Best, string[] Trials) Run(string tuner)
    {
        MLContext context = new(seed: 1);
        Recorder recorder = new();
        SweepablePipeline pipeline = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.Auto().FeedForward(searchSpace: Small()));
        AutoMLExperiment experiment = context.Auto().CreateExperiment()
            .SetPipeline(pipeline)
            .SetDataset(Blobs.Load(context, 240, seed: 1), Blobs.Load(context, 120, seed: 2))
            .SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, labelColumn: "Label")
            .SetMonitor(recorder)
            .SetMaxModelToExplore(Trials);
        TrialResult best = Search.Tuners[tuner](experiment).Run();
        var trials = recorder.Completed.Select(trial =>
            FormattableString.Invariant($"{trial.TrialSettings.Parameter} {trial.Metric:R}"));
        return (best, [.. trials]);
    }

    // Its first combinations, the only ones a grid comes to in ten trials, can learn.
    private static FeedForwardSearchSpace Small() => FeedForwardSearchSpace.FromJson("""
        { "Activation": ["ReLU", "Tanh"], "BatchSize": [16, 32], "Epochs": [10, 15],
          "HiddenLayers": [2, 3], "LearningRate": [0.01, 0.003], "Width": [16, 32] }
        """);

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"// docs/tuning\.md\n(?<code>.*?)\n\s+// end\n", RegexOptions.Singleline)]
    private static partial Regex Example();

    private sealed class EpochCounter(List<int> epochs) : Network.ITrainingObserver
    {
        private int _epochs;

        public void OnStep(int epoch, int stepOfEpoch, int steps, double loss)
        {
        }

        public void OnEpoch(Network.EpochResult result)
        {
            _epochs = result.Epoch;
            if (result.Epoch == 1) epochs.Add(1);
            else epochs[^1] = _epochs;
        }
    }
}
