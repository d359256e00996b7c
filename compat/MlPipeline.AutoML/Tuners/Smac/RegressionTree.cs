namespace Microsoft.ML.AutoML;

/// <summary>
/// A regression tree (Breiman et al. 1984): each split takes the feature and threshold that leave the least squared
/// error.
/// </summary>
internal sealed class RegressionTree
{
    private readonly List<Node> _nodes = [];

    private RegressionTree() { }

    /// <summary>The nodes; the first one is the root.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>
    /// A node: rows with <c>row[Feature] &lt;= Threshold</c> go left. In a leaf <see cref="Feature"/> is -1, and mean
    /// and variance are those of the rows that came there to learn from.
    /// </summary>
    public readonly record struct Node(int Feature, double Threshold, int Left, int Right, double Mean, double Variance)
    {
        public bool IsLeaf => Feature < 0;
    }

    /// <summary>Learns from some rows, each possibly several times.</summary>
    /// <param name="rows">The features of all rows.</param>
    /// <param name="values">The value of each.</param>
    /// <param name="sample">The rows to learn from.</param>
    /// <param name="options">How to split.</param>
    /// <param name="random">Draws the features that a split chooses from.</param>
    public static RegressionTree Fit(
        IReadOnlyList<double[]> rows,
        IReadOnlyList<double> values,
        int[] sample,
        ForestOptions options,
        Random random
    )
    {
        RegressionTree tree = new();
        tree.Grow(rows, values, sample, options, random);
        return tree;
    }

    /// <summary>The leaf that a row comes to.</summary>
    public Node LeafOf(ReadOnlySpan<double> row)
    {
        Node node = _nodes[0];
        while (!node.IsLeaf)
            node = _nodes[row[node.Feature] <= node.Threshold ? node.Left : node.Right];
        return node;
    }

    private int Grow(
        IReadOnlyList<double[]> rows,
        IReadOnlyList<double> values,
        int[] sample,
        ForestOptions options,
        Random random
    )
    {
        int index = _nodes.Count;
        double mean = sample.Average(row => values[row]);
        double variance = sample.Average(row => (values[row] - mean) * (values[row] - mean));
        _nodes.Add(new Node(-1, 0, -1, -1, mean, variance));
        if (sample.Length < options.MinimumToSplit || variance == 0)
            return index;
        if (BestSplit(rows, values, sample, Candidates(rows[0].Length, options.FeatureShare, random)) is not { } split)
            return index;
        bool IsLeft(int row) => rows[row][split.Feature] <= split.Threshold;
        int left = Grow(rows, values, Array.FindAll(sample, IsLeft), options, random);
        int right = Grow(rows, values, Array.FindAll(sample, row => !IsLeft(row)), options, random);
        _nodes[index] = new Node(split.Feature, split.Threshold, left, right, mean, variance);
        return index;
    }

    private static int[] Candidates(int features, double share, Random random)
    {
        int[] all = [.. Enumerable.Range(0, features)];
        random.Shuffle(all);
        return all[..Math.Clamp((int)Math.Ceiling(share * features), Math.Min(1, features), features)];
    }

    // The least squared error is the greatest sum of (sum of values)² / count over both sides.
    private static (int Feature, double Threshold)? BestSplit(
        IReadOnlyList<double[]> rows,
        IReadOnlyList<double> values,
        int[] sample,
        int[] features
    )
    {
        (int, double)? best = null;
        double total = sample.Sum(row => values[row]);
        double bestScore = double.NegativeInfinity;
        foreach (int feature in features)
        {
            int[] sorted = [.. sample.OrderBy(row => rows[row][feature])];
            double left = 0;
            for (int i = 1; i < sorted.Length; i++)
            {
                left += values[sorted[i - 1]];
                double below = rows[sorted[i - 1]][feature];
                double above = rows[sorted[i]][feature];
                if (below == above)
                    continue;
                double score = (left * left / i) + ((total - left) * (total - left) / (sorted.Length - i));
                if (score > bestScore)
                    (best, bestScore) = ((feature, Between(below, above)), score);
            }
        }
        return best;
    }

    // Never the upper one, which must go right.
    private static double Between(double below, double above)
    {
        double middle = below + ((above - below) / 2);
        return middle < above ? middle : below;
    }
}
