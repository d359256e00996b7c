using Microsoft.ML;
using Microsoft.ML.AutoML;

namespace MlPipeline.AutoTune.Tests.AutoML;

/// <summary>
/// Trains and evaluates a pipeline, and reports the same duration for every trial. ECI decides by these times, so with
/// the true ones a search would depend on how busy the machine is.
/// </summary>
internal sealed class SteadyRunner(MLContext context, SweepablePipeline pipeline, IDataView train, IDataView validation)
    : ITrialRunner
{
    public Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct)
    {
        ITransformer model = pipeline.BuildFromOption(context, settings.Parameter["_pipeline_"]).Fit(train);
        double accuracy = context.MulticlassClassification.Evaluate(model.Transform(validation)).MicroAccuracy;
        return Task.FromResult(
            new TrialResult
            {
                TrialSettings = settings,
                Model = model,
                Metric = accuracy,
                Loss = -accuracy,
                DurationInMilliseconds = 100,
            }
        );
    }

    public void Dispose() { }
}
