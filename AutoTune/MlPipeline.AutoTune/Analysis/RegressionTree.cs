using MlPipeline.Network.Randomness;

namespace MlPipeline.AutoTune.Analysis;

/// <summary>
/// A regression tree (Breiman et al. 1984) over the unit cube: each split is the one, of a random choice of dimensions,
/// that leaves the least sum of squared errors.
/// </summary>
internal sealed class RegressionTree
{
    /// <summary>Share of the dimensions that a split chooses from, as in Hutter et al. 2014.</summary>
    private const double ShareOfDimensions = 5.0 / 6;

    private readonly double[][] _points;
    private readonly double[] _values;
    private readonly int[] _levels;
    private readonly int _leastRows;
    private readonly RandomStream _random;
    private readonly List<Box> _leaves = [];

    /// <param name="points">Points in the unit cube.</param>
    /// <param name="values">The value at each point.</param>
    /// <param name="levels">The number of levels of each dimension; 0 for a continuous one.</param>
    /// <param name="rows">Indices of the points to learn from; an index may occur several times.</param>
    /// <param name="leastRows">The minimum number of rows of a leaf.</param>
    /// <param name="random">Chooses dimensions.</param>
    public RegressionTree(
        double[][] points,
        double[] values,
        int[] levels,
        int[] rows,
        int leastRows,
        RandomStream random
    )
    {
        _points = points;
        _values = values;
        _levels = levels;
        _leastRows = leastRows;
        _random = random;
        Grow(rows, new double[levels.Length], [.. levels.Select(_ => 1.0)]);
    }

    /// <summary>The leaves, which together cover the cube.</summary>
    public IReadOnlyList<Box> Leaves => _leaves;

    private void Grow(int[] rows, double[] low, double[] high)
    {
        if (BestSplit(rows) is not { } split)
        {
            _leaves.Add(new Box(low, high, rows.Average(row => _values[row])));
            return;
        }
        double[] middleHigh = [.. high];
        double[] middleLow = [.. low];
        middleHigh[split.Dimension] = middleLow[split.Dimension] = split.Threshold;
        Grow([.. rows.Where(row => _points[row][split.Dimension] < split.Threshold)], low, middleHigh);
        Grow([.. rows.Where(row => _points[row][split.Dimension] >= split.Threshold)], middleLow, high);
    }

    private (int Dimension, double Threshold)? BestSplit(int[] rows)
    {
        if (rows.Length < 2 * _leastRows)
            return null;
        int[] dimensions = [.. Enumerable.Range(0, _levels.Length)];
        _random.Shuffle(dimensions);
        int count = Math.Max(1, (int)Math.Round(ShareOfDimensions * dimensions.Length));
        double mean = rows.Average(row => _values[row]);
        double best = 1e-12 * (1 + rows.Sum(row => (_values[row] - mean) * (_values[row] - mean)));
        (int, double)? split = null;
        foreach (int dimension in dimensions.AsSpan(0, count))
        {
            if (BestThreshold(rows, dimension, mean) is { } found && found.Gain > best)
                (best, split) = (found.Gain, (dimension, found.Threshold));
        }
        return split;
    }

    // What a split gains is n_left n_right / n (mean_left - mean_right)²; values are taken from their mean for
    // precision.
    private (double Gain, double Threshold)? BestThreshold(int[] rows, int dimension, double mean)
    {
        int[] sorted = [.. rows.OrderBy(row => _points[row][dimension])];
        double total = sorted.Sum(row => _values[row] - mean);
        double left = 0;
        (double Gain, double Threshold)? best = null;
        for (int i = 1; i < sorted.Length; i++)
        {
            left += _values[sorted[i - 1]] - mean;
            double below = _points[sorted[i - 1]][dimension];
            double above = _points[sorted[i]][dimension];
            if (below == above || i < _leastRows || sorted.Length - i < _leastRows)
                continue;
            double difference = left / i - (total - left) / (sorted.Length - i);
            double gain = (double)i * (sorted.Length - i) / sorted.Length * difference * difference;
            if (best == null || gain > best.Value.Gain)
                best = (gain, Between(below, above, _levels[dimension]));
        }
        return best;
    }

    // Levels are parts of equal size, so a threshold lies on a border of theirs: then the sizes of leaves are right.
    private static double Between(double below, double above, int levels) =>
        levels == 0
            ? (below + above) / 2
            : Math.Round((below + above) / 2 * levels, MidpointRounding.AwayFromZero) / levels;
}
