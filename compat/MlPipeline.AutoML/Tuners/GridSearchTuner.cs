using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>
/// Proposes the points of a grid, the last dimension changing fastest, and starts again after the last one. A choice
/// has all its values; a range is divided into equal steps, of which each gives its start, so its maximum is not among
/// them.
/// </summary>
internal sealed class GridSearchTuner : ITuner
{
    private readonly SearchSpace.SearchSpace _space;
    private readonly int[] _counts;
    private readonly int[] _next;

    /// <summary>A tuner of a space.</summary>
    /// <param name="searchSpace">The space.</param>
    /// <param name="stepSize">Into how many values a range is divided.</param>
    public GridSearchTuner(SearchSpace.SearchSpace searchSpace, int stepSize = 10)
    {
        ArgumentNullException.ThrowIfNull(searchSpace);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepSize, 1);
        _space = searchSpace;
        _counts = Array.ConvertAll(CubeDimension.Of(searchSpace), dimension => dimension.Count ?? stepSize);
        _next = new int[_counts.Length];
    }

    /// <summary>A tuner of an experiment's space, with ten values a range.</summary>
    public GridSearchTuner(AutoMLExperiment.AutoMLExperimentSettings settings)
        : this(settings.SearchSpace) { }

    /// <inheritdoc/>
    public Parameter Propose(TrialSettings settings)
    {
        double[] point = [.. _next.Zip(_counts, (index, count) => (double)index / count)];
        for (int i = _counts.Length - 1; i >= 0; i--)
        {
            _next[i] = (_next[i] + 1) % _counts[i];
            if (_next[i] != 0)
                break;
        }
        return _space.SampleFromFeatureSpace(point);
    }

    /// <summary>Learns nothing.</summary>
    public void Update(TrialResult result) { }
}
