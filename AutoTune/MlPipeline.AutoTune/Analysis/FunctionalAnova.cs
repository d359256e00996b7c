using MlPipeline.Network.Randomness;

namespace MlPipeline.AutoTune.Analysis;

/// <summary>
/// Functional analysis of variance, fANOVA (Hutter, Hoos, Leyton-Brown 2014): a random forest learns the metric from
/// the parameters; the share of its variance over the whole space that each parameter explains alone is that
/// parameter's importance. Leaves are boxes, so the integrals are sums, exact for each tree. Shares sum to at most 1;
/// what is missing is interaction of several parameters.
/// </summary>
internal static class FunctionalAnova
{
    private const int Trees = 64;
    private const int LeastRowsOfLeaf = 2;

    // The maximum number of draws per tree: a dashboard analyses studies of 10,000 trials while they run.
    private const int MostRowsOfTree = 1000;

    /// <param name="points">Points in the unit cube.</param>
    /// <param name="values">The value at each point.</param>
    /// <param name="levels">The number of levels of each dimension; 0 for a continuous one.</param>
    /// <param name="seed">Seeds the forest.</param>
    /// <returns>Each dimension's share of the variance, 0 to 1; all 0 where the values do not vary.</returns>
    public static double[] Importance(double[][] points, double[] values, int[] levels, int seed)
    {
        var shares = new double[levels.Length];
        var random = new RandomStream(seed, "forest");
        int trees = 0;
        for (int t = 0; t < Trees; t++)
        {
            int[] rows =
            [
                .. Enumerable
                    .Range(0, Math.Min(values.Length, MostRowsOfTree))
                    .Select(_ => random.NextInt(values.Length)),
            ];
            var tree = new RegressionTree(points, values, levels, rows, LeastRowsOfLeaf, random);
            double mean = tree.Leaves.Sum(leaf => leaf.Volume * leaf.Value);
            double variance = tree.Leaves.Sum(leaf => leaf.Volume * (leaf.Value - mean) * (leaf.Value - mean));
            if (variance <= 0)
                continue;
            trees++;
            for (int dimension = 0; dimension < levels.Length; dimension++)
                shares[dimension] += MarginalVariance(tree.Leaves, dimension, mean) / variance;
        }
        return [.. shares.Select(share => trees == 0 ? 0 : Math.Clamp(share / trees, 0, 1))];
    }

    /// <summary>The variance over one dimension of the mean over all others.</summary>
    internal static double MarginalVariance(IReadOnlyList<Box> leaves, int dimension, double mean)
    {
        double[] borders = [.. leaves.Select(leaf => leaf.Low[dimension]).Append(1).Distinct().Order()];
        if (borders.Length <= 2)
            return 0;
        var marginal = new double[borders.Length - 1];
        foreach (Box leaf in leaves)
        {
            double others = leaf.Volume / (leaf.High[dimension] - leaf.Low[dimension]) * leaf.Value;
            int first = Array.BinarySearch(borders, leaf.Low[dimension]);
            int end = Array.BinarySearch(borders, leaf.High[dimension]);
            for (int i = first; i < end; i++)
                marginal[i] += others;
        }
        double variance = 0;
        for (int i = 0; i < marginal.Length; i++)
            variance += (borders[i + 1] - borders[i]) * (marginal[i] - mean) * (marginal[i] - mean);
        return variance;
    }
}
