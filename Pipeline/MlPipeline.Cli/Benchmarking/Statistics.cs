namespace MlPipeline.Cli.Benchmarking;

/// <summary>Summarizes the figures of several rounds.</summary>
internal static class Statistics
{
    /// <summary>The middle value, or the mean of the two middle ones.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            throw new ArgumentException("There is no median of no values.", nameof(values));
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Divides our rate by a peer's; null if there is none.</summary>
    public static double? Ratio(double? ours, double? peer) =>
        ours is { } rate && peer is { } other && other > 0 ? rate / other : null;
}
