using System.Globalization;
using Microsoft.ML.Runtime;
using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>
/// SMAC (Hutter, Hoos, Leyton-Brown 2011, "Sequential Model-Based Optimization for General Algorithm Configuration"):
/// after some trials at random, a random forest predicts losses, and points of the most expected improvement are tried
/// next. One trial decides about a point, so there is no racing. Failed trials count as the worst loss seen.
/// </summary>
internal sealed class SmacTuner : ITuner
{
    private readonly SearchSpace.SearchSpace _space;
    private readonly IChannel? _channel;
    private readonly CubeDimension[] _dimensions;
    private readonly SmacOptions _options;
    private readonly Random _random;
    private readonly List<(double[] Point, double Loss)> _trials = [];
    private readonly HashSet<string> _proposed = [];
    private readonly Dictionary<int, double[]> _running = [];
    private readonly Queue<double[]> _candidates = [];
    private int _drawn;
    private int _trialsAtFit;

    /// <summary>A tuner of a space.</summary>
    /// <param name="context">The context, of which it needs nothing.</param>
    /// <param name="searchSpace">The space.</param>
    /// <param name="numberInitialPopulation">Trials at random to begin with.</param>
    /// <param name="fitModelEveryNTrials">The forest is fitted anew after so many trials.</param>
    /// <param name="numberOfTrees">Trees of the forest.</param>
    /// <param name="nMinForSpit">A node of fewer trials is not split.</param>
    /// <param name="splitRatio">The share of the parameters that a split chooses from.</param>
    /// <param name="localSearchParentCount">Of so many of the best trials the neighbours are looked at.</param>
    /// <param name="numRandomEISearchConfigurations">Points at random that are looked at as well.</param>
    /// <param name="epsilon">A local search ends where the expected improvement, in standard deviations of the losses,
    /// grows by less.</param>
    /// <param name="numNeighboursForNumericalParams">Neighbours looked at along each range.</param>
    /// <param name="seed">Of its draws.</param>
    /// <param name="channel">Told when the forest is fitted.</param>
    public SmacTuner(
        MLContext context,
        SearchSpace.SearchSpace searchSpace,
        int numberInitialPopulation = 20,
        int fitModelEveryNTrials = 10,
        int numberOfTrees = 10,
        int nMinForSpit = 2,
        float splitRatio = 0.8f,
        int localSearchParentCount = 5,
        int numRandomEISearchConfigurations = 5000,
        double epsilon = 1e-5,
        int numNeighboursForNumericalParams = 4,
        int? seed = null,
        IChannel? channel = null
    )
    {
        ArgumentNullException.ThrowIfNull(searchSpace);
        ArgumentOutOfRangeException.ThrowIfLessThan(numberInitialPopulation, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fitModelEveryNTrials, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(numberOfTrees, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(nMinForSpit, 2);
        if (splitRatio is not (> 0 and <= 1))
        {
            string message = string.Create(
                CultureInfo.InvariantCulture,
                $"splitRatio is {splitRatio}; give one above 0, at most 1."
            );
            throw new ArgumentOutOfRangeException(nameof(splitRatio), message);
        }
        ForestOptions forest = new(numberOfTrees, nMinForSpit, splitRatio);
        _options = new SmacOptions(
            numberInitialPopulation,
            fitModelEveryNTrials,
            forest,
            localSearchParentCount,
            numRandomEISearchConfigurations,
            epsilon,
            numNeighboursForNumericalParams
        );
        _space = searchSpace;
        _channel = channel;
        _random = Randomness.From(seed);
        _dimensions = CubeDimension.Of(searchSpace);
    }

    /// <inheritdoc/>
    public Parameter Propose(TrialSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        double[] point = NextPoint();
        _running[settings.TrialId] = point;
        Parameter parameter = _space.SampleFromFeatureSpace(point);
        _proposed.Add(parameter.ToString());
        return parameter;
    }

    /// <inheritdoc/>
    public void Update(TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        TrialSettings trial = result.TrialSettings;
        if (!_running.Remove(trial.TrialId, out double[]? point))
            point = Snapped(_space.MappingToFeatureSpace(trial.Parameter), _dimensions);
        _trials.Add((point, Losses.OrInfinite(result.Loss)));
    }

    /// <summary>
    /// The point with every choice in the middle of its part, so that the same parameters are the same point.
    /// </summary>
    internal static double[] Snapped(double[] point, CubeDimension[] dimensions) =>
        [.. point.Zip(dimensions, (x, dimension) => dimension.Snap(x))];

    private double[] NextPoint()
    {
        if (_drawn < _options.InitialTrials || _trials.Count == 0)
        {
            _drawn++;
            return Snapped(_random.Point(_dimensions.Length), _dimensions);
        }
        if (_candidates.Count == 0 || _trials.Count - _trialsAtFit >= _options.TrialsPerFit)
            FindCandidates();
        return _candidates.Dequeue();
    }

    private void FindCandidates()
    {
        _trialsAtFit = _trials.Count;
        (double[] Point, double Loss)[] ranked = [.. Standardized().OrderBy(trial => trial.Loss)];
        RegressionForest forest = RegressionForest.Fit(
            [.. ranked.Select(trial => trial.Point)],
            [.. ranked.Select(trial => trial.Loss)],
            _options.Forest,
            _random
        );
        CandidateSearch search = new(forest, ranked[0].Loss, _dimensions, _options, _random);
        _candidates.Clear();
        HashSet<string> chosen = [];
        foreach (double[] point in search.Ranked(ranked.Take(_options.LocalSearches).Select(trial => trial.Point)))
        {
            string text = _space.SampleFromFeatureSpace(point).ToString();
            if (!_proposed.Contains(text) && chosen.Add(text))
                _candidates.Enqueue(point);
            if (_candidates.Count == _options.TrialsPerFit)
                break;
        }
        // A small space may have nothing new left.
        if (_candidates.Count == 0)
            _candidates.Enqueue(Snapped(_random.Point(_dimensions.Length), _dimensions));
        _channel?.Trace(
            MessageSensitivity.None,
            $"Fitted a forest to {_trials.Count} trials; {_candidates.Count} candidates"
        );
    }

    /// <summary>The trials with losses of mean 0 and standard deviation 1.</summary>
    private IEnumerable<(double[] Point, double Loss)> Standardized()
    {
        double[] finite = [.. _trials.Select(trial => trial.Loss).Where(double.IsFinite)];
        double worst = finite.DefaultIfEmpty(0).Max();
        double[] losses = [.. _trials.Select(trial => Math.Min(trial.Loss, worst))];
        double mean = losses.Average();
        double deviation = Math.Sqrt(losses.Average(loss => (loss - mean) * (loss - mean)));
        return _trials.Zip(losses, (trial, loss) => (trial.Point, deviation > 0 ? (loss - mean) / deviation : 0));
    }
}
