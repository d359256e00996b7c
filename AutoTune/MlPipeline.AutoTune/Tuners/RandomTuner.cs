using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Parameters;
using MlPipeline.Network.Randomness;

namespace MlPipeline.AutoTune.Tuners;

/// <summary>Random search (Bergstra, Bengio 2012): every trial uniformly at random, whatever came before.</summary>
public sealed class RandomTuner : ITuner
{
    private readonly NamedSpace _space;
    private readonly RandomStream _random;
    private readonly double[] _point;

    /// <param name="space">The space to search, with at least one parameter.</param>
    /// <param name="seed">Seeds the proposals.</param>
    public RandomTuner(SearchSpace space, int seed = 0)
    {
        _space = new NamedSpace(space);
        _random = new RandomStream(seed, TunerRandomness.Stream);
        _point = new double[_space.Dimensions.Count];
    }

    /// <inheritdoc/>
    public Parameter Propose(TrialSettings settings)
    {
        for (int i = 0; i < _point.Length; i++)
            _point[i] = _random.NextDouble();
        return _space.ToParameter(_space.At(_point));
    }

    /// <inheritdoc/>
    public void Update(TrialResult result) { }
}
