namespace Microsoft.ML.AutoML;

/// <summary>Losses as tuners compare them.</summary>
internal static class Losses
{
    /// <summary>
    /// The loss; infinite for a failed trial, which comes with NaN, an infinite one, or the largest number.
    /// </summary>
    public static double OrInfinite(double loss) =>
        double.IsFinite(loss) && loss < double.MaxValue ? loss : double.PositiveInfinity;
}
