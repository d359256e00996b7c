namespace Microsoft.ML.AutoML;

/// <summary>Whether to keep the rows in memory before the trainer.</summary>
public enum CacheBeforeTrainer
{
    /// <summary>Where it pays.</summary>
    Auto,

    /// <summary>Always.</summary>
    On,

    /// <summary>Never.</summary>
    Off,
}
