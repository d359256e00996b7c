namespace Microsoft.ML.AutoML;

/// <summary>
/// By how much a normally distributed loss is expected to be below the best one (Jones, Schonlau, Welch 1998).
/// </summary>
internal static class ExpectedImprovement
{
    public static double Of(double best, double mean, double variance)
    {
        double gain = best - mean;
        if (variance <= 0)
            return Math.Max(gain, 0);
        double deviation = Math.Sqrt(variance);
        double z = gain / deviation;
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        return (gain * Distribution(z)) + (deviation * density);
    }

    // Abramowitz, Stegun 1964, 26.2.17: within 7.5e-8.
    private static double Distribution(double z)
    {
        double t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        double upper = 1.781477937 + (t * (-1.821255978 + (t * 1.330274429)));
        double polynomial = t * (0.319381530 + (t * (-0.356563782 + (t * upper))));
        double tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * polynomial;
        return z >= 0 ? 1 - tail : tail;
    }
}
