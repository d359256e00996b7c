using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>Proposes points drawn evenly from the unit cube (Bergstra, Bengio 2012).</summary>
internal sealed class RandomSearchTuner : ITuner
{
    private readonly SearchSpace.SearchSpace _space;
    private readonly Random _random;

    /// <summary>A tuner of a space.</summary>
    public RandomSearchTuner(SearchSpace.SearchSpace searchSpace, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(searchSpace);
        _space = searchSpace;
        _random = Randomness.From(seed);
    }

    /// <summary>A tuner of an experiment's space.</summary>
    public RandomSearchTuner(AutoMLExperiment.AutoMLExperimentSettings settings)
        : this(settings.SearchSpace, settings.Seed) { }

    /// <inheritdoc/>
    public Parameter Propose(TrialSettings settings) =>
        _space.SampleFromFeatureSpace(_random.Point(_space.FeatureSpaceDim));

    /// <summary>Learns nothing.</summary>
    public void Update(TrialResult result) { }
}
