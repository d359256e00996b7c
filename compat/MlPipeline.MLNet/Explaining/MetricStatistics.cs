namespace Microsoft.ML.Data;

/// <summary>Mean and spread of a metric over several measurements.</summary>
public sealed class MetricStatistics
{
    private double _squares;

    internal MetricStatistics()
    {
    }

    /// <summary>The mean; 0 of no measurement.</summary>
    public double Mean { get; private set; }

    /// <summary>The standard deviation of a sample; NaN of fewer than two measurements.</summary>
    public double StandardDeviation => Count < 2 ? double.NaN : Math.Sqrt(_squares / (Count - 1));

    /// <summary>The standard error of the mean; NaN of fewer than two measurements.</summary>
    public double StandardError => StandardDeviation / Math.Sqrt(Count);

    /// <summary>How many measurements there are.</summary>
    public int Count { get; private set; }

    // Welford's recurrence: no cancellation where the spread is small beside the mean.
    internal void Add(double value)
    {
        Count++;
        double change = value - Mean;
        Mean += change / Count;
        _squares += change * (value - Mean);
    }
}
