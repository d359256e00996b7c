using System.Globalization;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Parameters;
using MlPipeline.Network.Randomness;

namespace MlPipeline.AutoTune.Tuners;

/// <summary>
/// The tree-structured Parzen estimator, TPE (Bergstra et al. 2011): splits the results into the best 15 % (at most 25)
/// and the rest, estimates the density of either, draws candidates from the former, and proposes the one whose density
/// among the good, over that among the bad, is greatest. A result replaces an earlier one of the same trial.
/// </summary>
public sealed class TpeTuner : ITuner
{
    private const double GoodShare = 0.15;
    private const int MostGood = 25;

    private readonly NamedSpace _space;
    private readonly RandomStream _random;
    private readonly int _startupTrials;
    private readonly int _candidates;
    private readonly int[][] _groups;
    private readonly SortedDictionary<int, Observation> _observations = [];

    /// <param name="space">The space to search, with at least one parameter.</param>
    /// <param name="seed">Seeds the proposals.</param>
    /// <param name="grouping">Which parameters are modelled together.</param>
    /// <param name="startupTrials">Proposals are random until there are this many results, at least 1.</param>
    /// <param name="candidates">The number of candidates for each proposal, at least 1.</param>
    public TpeTuner(
        SearchSpace space,
        int seed = 0,
        TpeGrouping grouping = TpeGrouping.Univariate,
        int startupTrials = 10,
        int candidates = 24
    )
    {
        Require.AtLeast(1, startupTrials);
        Require.AtLeast(1, candidates);
        _space = new NamedSpace(space);
        _random = new RandomStream(seed, TunerRandomness.Stream);
        _startupTrials = startupTrials;
        _candidates = candidates;
        _groups =
        [
            .. _space
                .Dimensions.Select((dimension, i) => (Key: GroupOf(dimension.Name, i, grouping), i))
                .GroupBy(pair => pair.Key, pair => pair.i)
                .Select(group => group.ToArray()),
        ];
    }

    /// <inheritdoc/>
    public Parameter Propose(TrialSettings settings)
    {
        var point = new double[_space.Dimensions.Count];
        if (_observations.Count < _startupTrials)
        {
            for (int i = 0; i < point.Length; i++)
                point[i] = _random.NextDouble();
        }
        else
        {
            Observation[] sorted = [.. _observations.Values.Order(new BestFirst())];
            int good = Math.Min(MostGood, (int)Math.Ceiling(GoodShare * sorted.Length));
            foreach (int[] group in _groups)
                ProposeGroup(group, sorted[..good], sorted[good..], point);
        }
        return _space.ToParameter(_space.At(point));
    }

    /// <inheritdoc/>
    public void Update(TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        _observations[result.TrialSettings.TrialId] = Observation.Of(
            _space.PointOf(result.TrialSettings.Parameter),
            result
        );
    }

    private void ProposeGroup(int[] group, Observation[] good, Observation[] bad, double[] point)
    {
        SpaceDimension[] dimensions = [.. group.Select(i => _space.Dimensions[i])];
        ParzenEstimator Estimate(Observation[] observations) =>
            new(dimensions, [.. observations.Select(observation => group.Select(i => observation.Point[i]).ToArray())]);
        ParzenEstimator ofGood = Estimate(good);
        ParzenEstimator ofBad = Estimate(bad);
        double most = double.NegativeInfinity;
        double[] best = [];
        for (int i = 0; i < _candidates; i++)
        {
            double[] candidate = ofGood.Sample(_random);
            double ratio = ofGood.LogDensity(candidate) - ofBad.LogDensity(candidate);
            if (ratio > most)
                (most, best) = (ratio, candidate);
        }
        for (int i = 0; i < group.Length; i++)
            point[group[i]] = best[i];
    }

    private static string GroupOf(string name, int index, TpeGrouping grouping) =>
        grouping switch
        {
            TpeGrouping.Univariate => string.Create(CultureInfo.InvariantCulture, $"{index}"),
            TpeGrouping.Multivariate => "",
            TpeGrouping.Grouped => name.LastIndexOf('.') is var dot and >= 0 ? name[..dot] : "",
            _ => throw new ArgumentOutOfRangeException(
                nameof(grouping),
                $"grouping is {grouping}; choose one of {string.Join(", ", Enum.GetNames<TpeGrouping>())}."
            ),
        };
}

/// <summary>Which parameters <see cref="TpeTuner"/> models together.</summary>
public enum TpeGrouping
{
    /// <summary>Each separately, as in the paper: learns from few results, but no interactions.</summary>
    Univariate,

    /// <summary>All together: learns interactions, but needs more results.</summary>
    Multivariate,

    /// <summary>Those of each nested space together.</summary>
    Grouped,
}
