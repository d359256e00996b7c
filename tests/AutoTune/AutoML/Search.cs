using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;

namespace MlPipeline.AutoTune.Tests.AutoML;

/// <summary>
/// Runs one of AutoML's tuners on a loss that is a function of the parameters, by way of an experiment.
/// </summary>
internal static class Search
{
    public static readonly Dictionary<string, Func<AutoMLExperiment, AutoMLExperiment>> Tuners = new()
    {
        ["RandomSearch"] = experiment => experiment.SetRandomSearchTuner(),
        ["GridSearch"] = experiment => experiment.SetGridSearchTuner(step: 4),
        ["CostFrugal"] = experiment => experiment.SetCostFrugalTuner(),
        ["EciCostFrugal"] = experiment => experiment.SetEciCostFrugalTuner(),
        ["Smac"] = experiment => experiment.SetSmacTuner(fitModelEveryNTrials: 4, numRandomEISearchConfigurations: 500),
    };

    /// <summary>Whether the tuners are those of compat/MlPipeline.AutoML, or the package's.</summary>
    public static bool IsEdition { get; } = typeof(AutoMLExperiment).Assembly.GetName().Name == "MlPipeline.AutoML";

    /// <summary>The trials, in their order.</summary>
    public static List<TrialResult> Run(
        string tuner,
        SearchSpace space,
        Func<Parameter, double> loss,
        int trials,
        int seed
    )
    {
        MLContext context = new(seed);
        SweepableEstimator estimator = new(
            (_, _) => throw new InvalidOperationException("no trial here builds anything"),
            space
        );
        Recorder recorder = new();
        AutoMLExperiment experiment = context
            .Auto()
            .CreateExperiment()
            .SetPipeline(context.Transforms.CopyColumns("B", "A").Append(estimator))
            .SetTrialRunner(new FunctionRunner(parameter => loss(parameter["_pipeline_"]["e1"])))
            .SetMonitor(recorder)
            .SetMaxModelToExplore(trials);
        Tuners[tuner](experiment).Run();
        return recorder.Completed;
    }

    private sealed class FunctionRunner(Func<Parameter, double> loss) : ITrialRunner
    {
        public Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct) =>
            Task.FromResult(
                new TrialResult
                {
                    TrialSettings = settings,
                    Loss = loss(settings.Parameter),
                    DurationInMilliseconds = 100,
                }
            );

        public void Dispose() { }
    }
}
