using System.Globalization;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Parameters;
using MlPipeline.Network.Randomness;

namespace MlPipeline.AutoTune.Tuners;

/// <summary>
/// Grid search: every combination once, each range at so many values that its ends are among them. In a random order,
/// so that a search that ends early has looked everywhere.
/// </summary>
public sealed class GridTuner : IFiniteTuner
{
    private readonly NamedSpace _space;
    private readonly RandomStream _random;
    private readonly double[][] _coordinates;
    private readonly HashSet<long> _proposed = [];

    /// <param name="space">The space to search, with at least one parameter.</param>
    /// <param name="steps">
    /// Values of a range, at least 2; a choice has all its values, and so has a range of fewer integers.
    /// </param>
    /// <param name="seed">Seeds the order.</param>
    /// <exception cref="ArgumentException">The space is empty, or there are more than 2^62 combinations.</exception>
    public GridTuner(SearchSpace space, int steps = 5, int seed = 0)
    {
        Require.AtLeast(2, steps);
        _space = new NamedSpace(space);
        _random = new RandomStream(seed, TunerRandomness.Stream);
        _coordinates = [.. _space.Dimensions.Select(dimension => Coordinates(dimension, steps))];
        double count = _coordinates.Aggregate(1.0, (product, values) => product * values.Length);
        if (count > 1L << 62)
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The grid has {count:G3} points; give fewer steps than {steps}, or another tuner."
                )
            );
        Count = _coordinates.Aggregate(1L, (product, values) => product * values.Length);
    }

    /// <inheritdoc/>
    public long Count { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">All combinations have been proposed.</exception>
    public Parameter Propose(TrialSettings settings)
    {
        if (_proposed.Count == Count)
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"All {Count} points of the grid have been proposed; end the search, or give more steps."
                )
            );
        long index;
        do index = (long)Math.BigMul(_random.NextUInt64(), (ulong)Count, out _);
        while (!_proposed.Add(index));
        var point = new double[_coordinates.Length];
        for (int i = point.Length - 1; i >= 0; i--)
        {
            (index, long at) = Math.DivRem(index, _coordinates[i].Length);
            point[i] = _coordinates[i][at];
        }
        return _space.ToParameter(_space.At(point));
    }

    /// <inheritdoc/>
    public void Update(TrialResult result) { }

    private static double[] Coordinates(SpaceDimension dimension, int steps)
    {
        if (dimension.Count is { } count && (dimension.IsCategorical || count <= steps))
            return [.. Enumerable.Range(0, count).Select(i => dimension.CoordinateOf(dimension.ValueAt(i)))];
        return [.. Enumerable.Range(0, steps).Select(i => (double)i / (steps - 1)).DistinctBy(dimension.At)];
    }
}
