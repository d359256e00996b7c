namespace Microsoft.ML.AutoML;

/// <summary>
/// A random forest for regression (Breiman 2001): trees on bootstrap samples. Its variance is that of the mixture of
/// the trees' leaves (Hutter et al. 2014, section 4.3.2): what the leaves vary inside, and what the trees disagree on.
/// </summary>
internal sealed class RegressionForest
{
    private readonly RegressionTree[] _trees;

    private RegressionForest(RegressionTree[] trees) => _trees = trees;

    /// <summary>The trees.</summary>
    public IReadOnlyList<RegressionTree> Trees => _trees;

    /// <summary>Learns from rows of features and the value of each.</summary>
    /// <exception cref="ArgumentException">There are no rows, or not as many values.</exception>
    public static RegressionForest Fit(
        IReadOnlyList<double[]> rows,
        IReadOnlyList<double> values,
        ForestOptions options,
        Random random
    )
    {
        if (rows.Count == 0 || rows.Count != values.Count)
        {
            throw new ArgumentException(
                $"There are {rows.Count} rows and {values.Count} values; give at least one, and as many of both."
            );
        }
        RegressionTree[] trees = new RegressionTree[options.Trees];
        for (int i = 0; i < trees.Length; i++)
        {
            int[] sample = new int[rows.Count];
            for (int j = 0; j < sample.Length; j++)
                sample[j] = random.Next(rows.Count);
            trees[i] = RegressionTree.Fit(rows, values, sample, options, random);
        }
        return new RegressionForest(trees);
    }

    /// <summary>Mean and variance of a row's value.</summary>
    public (double Mean, double Variance) Predict(ReadOnlySpan<double> row)
    {
        double mean = 0;
        double square = 0;
        foreach (RegressionTree tree in _trees)
        {
            RegressionTree.Node leaf = tree.LeafOf(row);
            mean += leaf.Mean;
            square += leaf.Variance + (leaf.Mean * leaf.Mean);
        }
        mean /= _trees.Length;
        return (mean, Math.Max(0, (square / _trees.Length) - (mean * mean)));
    }
}
