using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>
/// CFO: <see cref="Flow2"/> from a cheap start, and from there again where it has converged (Wu, Wang, Huang 2021,
/// algorithm 2, which would start from further and further away).
/// </summary>
internal sealed class CostFrugalTuner : ITuner
{
    private readonly SearchSpace.SearchSpace _space;
    private readonly Random _random;
    private readonly double[] _start;
    private readonly Dictionary<int, (Flow2 Search, Flow2.Move Move)> _running = [];
    private Flow2 _search;

    /// <summary>A tuner of a space.</summary>
    /// <param name="searchSpace">The space.</param>
    /// <param name="initValue">Where to start; the space's default where null.</param>
    /// <param name="trialResults">Trials of an earlier run; the search starts from the best of them.</param>
    /// <param name="seed">Of its draws.</param>
    public CostFrugalTuner(
        SearchSpace.SearchSpace searchSpace,
        Parameter? initValue = null,
        IEnumerable<TrialResult>? trialResults = null,
        int? seed = null
    )
    {
        ArgumentNullException.ThrowIfNull(searchSpace);
        _space = searchSpace;
        _random = Randomness.From(seed);
        _start = initValue == null ? searchSpace.Default : searchSpace.MappingToFeatureSpace(initValue);
        _search = new Flow2(searchSpace, _start, _random);
        foreach (TrialResult result in trialResults ?? [])
            Update(result);
    }

    /// <summary>A tuner of an experiment's space.</summary>
    public CostFrugalTuner(
        AutoMLExperiment.AutoMLExperimentSettings settings,
        ITrialResultManager? trialResultManager = null
    )
        : this(settings.SearchSpace, null, trialResultManager?.GetAllTrialResults(), settings.Seed) { }

    /// <inheritdoc/>
    public Parameter Propose(TrialSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Flow2.Move move = _search.Next();
        _running[settings.TrialId] = (_search, move);
        return _space.SampleFromFeatureSpace(move.Point);
    }

    /// <inheritdoc/>
    public void Update(TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        double loss = Losses.OrInfinite(result.Loss);
        // A trial that this tuner did not propose is another point it knows the loss of.
        TrialSettings trial = result.TrialSettings;
        if (_running.Remove(trial.TrialId, out (Flow2 Search, Flow2.Move Move) proposed))
            proposed.Search.Take(proposed.Move, loss);
        else
            _search.Take(new Flow2.Move(_space.MappingToFeatureSpace(trial.Parameter), null), loss);
        if (_search.IsConverged)
            _search = new Flow2(_space, _start, _random);
    }
}
