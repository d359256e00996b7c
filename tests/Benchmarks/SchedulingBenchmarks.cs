using BenchmarkDotNet.Attributes;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using MlPipeline.AutoTune.Experiments;
using MlPipeline.AutoTune.Pruning;
using MlPipeline.AutoTune.Storage;
using MlPipeline.AutoTune.Tuners;
using SearchSpace = Microsoft.ML.SearchSpace.SearchSpace;

namespace MlPipeline.Benchmarks;

/// <summary>
/// What a study costs beside its training: trials of three epochs that train nothing, two at a time, each written to
/// the disk.
/// </summary>
public class SchedulingBenchmarks
{
    private const int Trials = 1000;
    private const int Epochs = 3;

    private static readonly SearchSpace Space = new()
    {
        ["rate"] = new UniformDoubleOption(1e-4, 1e-1, logBase: true),
        ["width"] = new UniformIntOption(16, 256),
        ["optimizer"] = new ChoiceOption("adam", "sgd"),
    };

    private string _directory = "";

    /// <summary>Where studies are kept; the disk decides much of the time.</summary>
    [Params("random", "tpe")]
    public string Tuner { get; set; } = "random";

    /// <summary>A fresh directory.</summary>
    [IterationSetup]
    public void Setup() => _directory = Directory.CreateTempSubdirectory("mlpipeline-benchmark-").FullName;

    /// <summary>Removes it.</summary>
    [IterationCleanup]
    public void Cleanup() => Directory.Delete(_directory, recursive: true);

    /// <summary>A thousand trials; the time is that of one.</summary>
    [Benchmark(OperationsPerInvoke = Trials)]
    public async Task Trial()
    {
        using TrialJournal journal = TrialJournal.Open(
            Path.Combine(_directory, "study"),
            StudyHeader.Of("study", Space, 1),
            StudyMode.Create
        );
        ITuner tuner = Tuner == "tpe" ? new TpeTuner(Space, 1) : new RandomTuner(Space, 1);
        using FeedForwardExperiment experiment = new(
            journal,
            Space,
            tuner,
            new NoTraining(),
            new ExperimentOptions { MaxTrials = Trials, Parallel = 2 },
            new SuccessiveHalvingPruner()
        );
        await experiment.RunAsync().ConfigureAwait(false);
    }

    private sealed class NoTraining : ITrialRunner
    {
        public Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct)
        {
            var trial = (StudyTrial)settings;
            double metric = -Math.Abs(Math.Log10((double)trial.Values["rate"]) + 3);
            for (int epoch = 1; epoch <= Epochs; epoch++)
            {
                trial.Checkpoint();
                trial.Report(new EpochReport(epoch, Epochs, metric - 1.0 / epoch, 0.001));
                ct.ThrowIfCancellationRequested();
            }
            return Task.FromResult(
                new TrialResult
                {
                    TrialSettings = settings,
                    Metric = metric,
                    Loss = -metric,
                }
            );
        }

        public void Dispose() { }
    }
}
