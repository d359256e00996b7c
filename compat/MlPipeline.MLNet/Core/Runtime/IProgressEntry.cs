namespace Microsoft.ML.Runtime;

/// <summary>One report.</summary>
public interface IProgressEntry
{
    /// <summary>Sets how far a unit is.</summary>
    void SetProgress(int index, double value);

    /// <summary>Sets how far a unit is, and how far it will go.</summary>
    void SetProgress(int index, double value, double lim);

    /// <summary>Sets a metric.</summary>
    void SetMetric(int index, double value);
}
