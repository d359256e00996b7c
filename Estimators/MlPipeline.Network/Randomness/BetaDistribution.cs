namespace MlPipeline.Network.Randomness;

/// <summary>
/// Beta(a, a) as X / (X + Y) of two Gamma(a) variables, drawn by Marsaglia and Tsang 2000. Their logarithms are drawn,
/// as with a small a both would be 0 in floating point.
/// </summary>
internal static class BetaDistribution
{
    public static double Draw(RandomStream random, double a)
    {
        double x = LogGamma(random, a);
        double y = LogGamma(random, a);
        return 1 / (1 + Math.Exp(y - x));
    }

    // Gamma(a) is Gamma(a + 1) U^(1/a), which also serves where a is below 1.
    private static double LogGamma(RandomStream random, double a)
    {
        double d = a + 1 - 1.0 / 3;
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double normal = random.NextGaussian();
            double v = Math.Pow(1 + c * normal, 3);
            if (v <= 0)
                continue;
            // 1 - u, as u may be 0.
            if (Math.Log(1 - random.NextDouble()) >= normal * normal / 2 + d - d * v + d * Math.Log(v))
                continue;
            return Math.Log(d * v) + Math.Log(1 - random.NextDouble()) / a;
        }
    }
}
