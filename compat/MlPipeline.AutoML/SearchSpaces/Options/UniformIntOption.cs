namespace Microsoft.ML.SearchSpace.Option;

/// <summary>Any integer of a range; the maximum lies at 1 alone, every other value from its point to the next one's.</summary>
public sealed class UniformIntOption : UniformNumericOption
{
    // A point that MappingToFeatureSpace gave may come back just below its integer.
    private const double Rounding = 1e-9;

    /// <summary>A range of integers.</summary>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="logBase">Whether equal steps in the unit cube are equal factors.</param>
    /// <param name="defaultValue">Where to start; null for the minimum.</param>
    public UniformIntOption(int min, int max, bool logBase = false, int? defaultValue = null)
        : base(min, max, logBase)
    {
        if (defaultValue is { } value) Default = [PositionOf(value)];
    }

    /// <inheritdoc/>
    public override Parameter SampleFromFeatureSpace(double[] values)
    {
        double value = At(values);
        return Parameter.FromInt((int)Math.Floor(Math.Min(Max, value + (Rounding * Math.Max(1, Math.Abs(value))))));
    }

    /// <inheritdoc/>
    public override double[] MappingToFeatureSpace(Parameter param) => [PositionOf(param.AsType<int>())];
}
