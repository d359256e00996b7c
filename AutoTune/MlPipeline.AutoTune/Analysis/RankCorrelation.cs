namespace MlPipeline.AutoTune.Analysis;

/// <summary>Spearman's rank correlation: Pearson's, of ranks; equal values share the mean of their ranks.</summary>
internal static class RankCorrelation
{
    /// <returns>-1 to 1; null if one of the two is constant.</returns>
    public static double? Of(double[] x, double[] y)
    {
        double[] a = Ranks(x);
        double[] b = Ranks(y);
        double mean = (x.Length - 1) / 2.0;
        double products = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            products += (a[i] - mean) * (b[i] - mean);
            squaresOfA += (a[i] - mean) * (a[i] - mean);
            squaresOfB += (b[i] - mean) * (b[i] - mean);
        }
        return squaresOfA == 0 || squaresOfB == 0
            ? null
            : Math.Clamp(products / Math.Sqrt(squaresOfA * squaresOfB), -1, 1);
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        var ranks = new double[values.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]])
                end++;
            for (int i = start; i < end; i++)
                ranks[order[i]] = (start + end - 1) / 2.0;
        }
        return ranks;
    }
}
