using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Parameters;
using MlPipeline.AutoTune.Storage;
using MlPipeline.Network.Randomness;

namespace MlPipeline.AutoTune.Tuners;

/// <summary>
/// The model of BOHB (Falkner, Klein, Hutter 2018), to be run with <see cref="Pruning.HyperbandPruner"/>: a
/// multivariate Parzen estimator on results after as many epochs as enough trials have reached, so that early results
/// of many trials guide the search until there are late ones. A third of the proposals is random, as Hyperband's
/// guarantee needs. A result replaces an earlier one of the same trial.
/// </summary>
public sealed class BohbTuner : ITuner
{
    private const double GoodShare = 0.15;
    private const double RandomShare = 1.0 / 3;
    private const double Widening = 3;

    private readonly NamedSpace _space;
    private readonly RandomStream _random;
    private readonly int _candidates;
    private readonly int _least;
    private readonly SpaceDimension[] _dimensions;
    private readonly SortedDictionary<int, Observation> _observations = [];

    /// <param name="space">The space to search, with at least one parameter.</param>
    /// <param name="seed">Seeds the proposals.</param>
    /// <param name="candidates">The number of candidates for each proposal, at least 1.</param>
    public BohbTuner(SearchSpace space, int seed = 0, int candidates = 64)
    {
        Require.AtLeast(1, candidates);
        _space = new NamedSpace(space);
        _random = new RandomStream(seed, TunerRandomness.Stream);
        _candidates = candidates;
        _dimensions = [.. _space.Dimensions];
        _least = _dimensions.Length + 1;
    }

    /// <inheritdoc/>
    public Parameter Propose(TrialSettings settings)
    {
        bool random = _random.NextDouble() < RandomShare;
        double[] point =
            !random && LargestBudget() is { } losses
                ? FromModel(losses)
                : [.. _dimensions.Select(_ => _random.NextDouble())];
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

    /// <summary>
    /// Points and losses after the most epochs that at least d + 3 trials have reached; null if there are fewer.
    /// </summary>
    private (double[] Point, double Loss)[]? LargestBudget()
    {
        // Results without epochs, as of plain AutoML runners, are a budget of their own, below all others.
        for (
            int epoch = _observations.Values.Select(observation => observation.LossAfter.Length).DefaultIfEmpty().Max();
            epoch >= 0;
            epoch--
        )
        {
            (double[], double)[] there =
            [
                .. _observations
                    .Values.Select(observation => (observation.Point, Loss: LossAt(observation, epoch)))
                    .Where(pair => pair.Loss != null)
                    .Select(pair => (pair.Point, pair.Loss!.Value)),
            ];
            if (there.Length >= _least + 2)
                return there;
        }
        return null;
    }

    // A failed trial counts as bad at every budget.
    private static double? LossAt(Observation observation, int epoch)
    {
        if (observation.State is not (TrialState.Complete or TrialState.Pruned) || epoch == 0)
            return observation.Loss;
        return epoch <= observation.LossAfter.Length ? observation.LossAfter[epoch - 1] : null;
    }

    private double[] FromModel((double[] Point, double Loss)[] losses)
    {
        double[][] sorted =
        [
            .. losses
                .OrderBy(pair => double.IsNaN(pair.Loss) ? double.PositiveInfinity : pair.Loss)
                .Select(pair => pair.Point),
        ];
        int good = Math.Max(_least, (int)(GoodShare * sorted.Length));
        int bad = Math.Max(_least, sorted.Length - good);
        // With few results both take their least number, and share the middle ones.
        var ofGood = new ParzenEstimator(_dimensions, sorted[..good]);
        var ofBad = new ParzenEstimator(_dimensions, sorted[^bad..]);
        return Enumerable
            .Range(0, _candidates)
            .Select(_ => ofGood.Sample(_random, Widening))
            .MaxBy(candidate => ofGood.LogDensity(candidate) - ofBad.LogDensity(candidate))!;
    }
}
