namespace MlPipeline.AutoTune.Tuners;

/// <summary>The normal distribution.</summary>
internal static class Gaussian
{
    /// <summary>Density at a point of a normal distribution that is cut off outside [0, 1].</summary>
    /// <param name="at">The point.</param>
    /// <param name="mean">The mean of the whole distribution.</param>
    /// <param name="width">Its standard deviation.</param>
    /// <param name="scale">Its <see cref="TruncatedScale"/>, which is the same at all points.</param>
    public static double TruncatedDensity(double at, double mean, double width, double scale)
    {
        double z = (at - mean) / width;
        return Math.Exp(-0.5 * z * z) / scale;
    }

    /// <summary>The normalization of the density of a normal distribution that is cut off outside [0, 1].</summary>
    public static double TruncatedScale(double mean, double width) =>
        width * Math.Sqrt(2 * Math.PI) * (Cumulative((1 - mean) / width) - Cumulative(-mean / width));

    /// <summary>
    /// The share of the standard normal distribution below a point, to about 1e-7 (Abramowitz, Stegun 1964, 7.1.26).
    /// </summary>
    public static double Cumulative(double z)
    {
        double x = Math.Abs(z) / Math.Sqrt(2);
        double t = 1 / (1 + 0.3275911 * x);
        double series =
            t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        double tail = 0.5 * series * Math.Exp(-x * x);
        return z > 0 ? 1 - tail : tail;
    }
}
