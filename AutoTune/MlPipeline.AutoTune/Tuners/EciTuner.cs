using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;

namespace MlPipeline.AutoTune.Tuners;

/// <summary>
/// AutoML's <c>EciCostFrugalTuner</c>, which searches pipelines, on a space: a pipeline with one estimator that is
/// searched, and never built.
/// </summary>
internal sealed class EciTuner : ITuner
{
    private const string Pipeline = "_pipeline_";

    private readonly EciCostFrugalTuner _tuner;
    private readonly string _estimator;
    private Parameter? _whole;

    public EciTuner(SearchSpace space, int seed)
    {
        var estimator = new SweepableEstimator(
            (_, _) => throw new NotSupportedException("This pipeline is searched, not built."),
            space
        );
        IEstimator<ITransformer> nothing = new EstimatorChain<ITransformer>();
        SweepablePipeline pipeline = nothing.Append(estimator);
        _estimator = pipeline.Estimators.Single(pair => pair.Value == estimator).Key;
        _tuner = new EciCostFrugalTuner(
            pipeline,
            new AutoMLExperiment.AutoMLExperimentSettings
            {
                SearchSpace = new SearchSpace { [Pipeline] = pipeline.SearchSpace },
                Seed = seed,
            }
        );
    }

    /// <inheritdoc/>
    public Parameter Propose(TrialSettings settings)
    {
        _whole = _tuner.Propose(settings);
        return _whole[Pipeline][_estimator];
    }

    /// <inheritdoc/>
    public void Update(TrialResult result)
    {
        if (_whole == null)
            return;
        // A result has the parameters of the space alone; what is around them is the same in every proposal.
        Parameter pipeline = Parameter.CreateNestedParameter([.. _whole[Pipeline]]);
        Parameter whole = Parameter.CreateNestedParameter([.. _whole]);
        pipeline[_estimator] = result.TrialSettings.Parameter;
        whole[Pipeline] = pipeline;
        _tuner.Update(
            new TrialResult
            {
                TrialSettings = new TrialSettings
                {
                    TrialId = result.TrialSettings.TrialId,
                    Parameter = whole,
                    StartedAtUtc = result.TrialSettings.StartedAtUtc,
                    EndedAtUtc = result.TrialSettings.EndedAtUtc,
                },
                Loss = result.Loss,
                Metric = result.Metric,
                DurationInMilliseconds = result.DurationInMilliseconds,
            }
        );
    }
}
