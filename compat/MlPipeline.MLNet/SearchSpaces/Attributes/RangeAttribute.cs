namespace Microsoft.ML.SearchSpace;

/// <summary>The property or field takes any number from a minimum to a maximum.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, Inherited = false)]
public sealed class RangeAttribute : Attribute
{
    /// <summary>A range of doubles, from both ends.</summary>
    public RangeAttribute(double min, double max, bool logBase = false) => (Min, Max, LogBase) = (min, max, logBase);

    /// <summary>A range of doubles, and where to start.</summary>
    public RangeAttribute(double min, double max, double init, bool logBase = false)
        : this(min, max, logBase) => Init = init;

    /// <summary>A range of integers.</summary>
    public RangeAttribute(int min, int max, bool logBase = false) => (Min, Max, LogBase) = (min, max, logBase);

    /// <summary>A range of integers, and where to start.</summary>
    public RangeAttribute(int min, int max, int init, bool logBase = false)
        : this(min, max, logBase) => Init = init;

    /// <summary>A range of floats.</summary>
    public RangeAttribute(float min, float max, bool logBase = false) => (Min, Max, LogBase) = (min, max, logBase);

    /// <summary>A range of floats, and where to start.</summary>
    public RangeAttribute(float min, float max, float init, bool logBase = false)
        : this(min, max, logBase) => Init = init;

    /// <summary>The least value.</summary>
    public object Min { get; }

    /// <summary>The greatest value.</summary>
    public object Max { get; }

    /// <summary>Where to start; null to start at the minimum.</summary>
    public object? Init { get; }

    /// <summary>Whether to search by orders of magnitude.</summary>
    public bool LogBase { get; }
}
