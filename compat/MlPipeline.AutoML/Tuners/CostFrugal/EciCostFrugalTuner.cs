using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>
/// A <see cref="CostFrugalTuner"/> for every path of a pipeline; which path is next is drawn with a probability in
/// inverse proportion to what it is expected to cost until that path gets better than the best (Wang, Wu, Weimer, Zhu
/// 2021). A path not tried yet is expected to cost as little as the cheapest trial did. With several paths, the times
/// that trials took decide as well, so the same seed gives the same search only where these are the same.
/// </summary>
internal sealed class EciCostFrugalTuner : ITuner
{
    private readonly string[] _paths;
    private readonly Dictionary<string, CostFrugalTuner> _tuners = [];
    private readonly Dictionary<string, ImprovementCost> _costs = [];
    private readonly Parameter _default;
    private readonly Random _random;
    private double _cheapest = double.PositiveInfinity;

    /// <summary>A tuner of a pipeline, and of what else the experiment searches.</summary>
    public EciCostFrugalTuner(
        SweepablePipeline sweepablePipeline,
        AutoMLExperiment.AutoMLExperimentSettings settings,
        ITrialResultManager? trialResultManager = null
    )
    {
        ArgumentNullException.ThrowIfNull(sweepablePipeline);
        ArgumentNullException.ThrowIfNull(settings);
        _random = Randomness.From(settings.Seed);
        _paths = [.. sweepablePipeline.Paths];
        Parameter start = settings.SearchSpace.SampleFromFeatureSpace(settings.SearchSpace.Default);
        _default = start[AutoMLExperiment.PipelineSearchSpaceName];
        foreach (string path in _paths)
        {
            SearchSpace.SearchSpace space = new(settings.SearchSpace)
            {
                [AutoMLExperiment.PipelineSearchSpaceName] = sweepablePipeline
                    .BuildSweepableEstimatorPipeline(path)
                    .SearchSpace,
            };
            _tuners.Add(path, new CostFrugalTuner(space, seed: settings.Seed));
            _costs.Add(path, new ImprovementCost());
        }
        foreach (TrialResult result in trialResultManager?.GetAllTrialResults() ?? [])
            Update(result);
    }

    /// <inheritdoc/>
    public Parameter Propose(TrialSettings settings)
    {
        Parameter parameter = _tuners[NextPath()].Propose(settings);
        // What is not on the path has its default, so that every trial has all parameters.
        Parameter pipeline = parameter[AutoMLExperiment.PipelineSearchSpaceName];
        foreach ((string name, Parameter value) in _default)
        {
            if (!pipeline.ContainsKey(name))
                pipeline[name] = value;
        }
        return parameter;
    }

    /// <inheritdoc/>
    public void Update(TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Parameter pipeline = result.TrialSettings.Parameter[AutoMLExperiment.PipelineSearchSpaceName];
        string path = pipeline[SweepablePipeline.PathName].AsType<string>();
        if (!_costs.TryGetValue(path, out ImprovementCost? cost))
            return; // of an earlier run with another pipeline
        double duration = Math.Max(result.DurationInMilliseconds, 1);
        _cheapest = Math.Min(_cheapest, duration);
        cost.Take(Losses.OrInfinite(result.Loss), duration);
        _tuners[path].Update(result);
    }

    private string NextPath()
    {
        if (_paths.Length == 1 || double.IsInfinity(_cheapest))
            return _paths[0];
        double least = _costs.Values.Min(cost => cost.BestLoss);
        double Expected(ImprovementCost cost) => cost.IsTried ? cost.Expected(least) : _cheapest;
        double[] weights = [.. _paths.Select(path => 1 / Math.Max(Expected(_costs[path]), 1e-3))];
        double drawn = _random.NextDouble() * weights.Sum();
        int i = 0;
        while (i < _paths.Length - 1 && drawn >= weights[i])
            drawn -= weights[i++];
        return _paths[i];
    }
}
