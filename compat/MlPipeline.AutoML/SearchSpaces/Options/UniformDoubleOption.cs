namespace Microsoft.ML.SearchSpace.Option;

/// <summary>Any double of a range.</summary>
public sealed class UniformDoubleOption : UniformNumericOption
{
    /// <summary>A range of doubles.</summary>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="logBase">Whether equal steps in the unit cube are equal factors.</param>
    /// <param name="defaultValue">Where to start; null for the minimum.</param>
    public UniformDoubleOption(double min, double max, bool logBase = false, double? defaultValue = null)
        : base(min, max, logBase)
    {
        if (defaultValue is { } value)
            Default = [PositionOf(value)];
    }
}
