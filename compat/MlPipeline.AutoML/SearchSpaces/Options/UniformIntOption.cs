namespace Microsoft.ML.SearchSpace.Option;

/// <summary>
/// Any integer of a range. The number at a point of the unit cube is rounded down; so the maximum lies at 1 alone,
/// every other value from its point to the next one's, and a value whose point is rounded down itself comes back one
/// less.
/// </summary>
public sealed class UniformIntOption : UniformNumericOption
{
    /// <summary>Creates a range of integers.</summary>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="logBase">Whether equal steps in the unit cube are equal factors.</param>
    /// <param name="defaultValue">Where to start; null for the minimum.</param>
    public UniformIntOption(int min, int max, bool logBase = false, int? defaultValue = null)
        : base(min, max, logBase)
    {
        if (defaultValue is { } value)
            Default = [PositionOf(value)];
    }

    /// <inheritdoc/>
    public override Parameter SampleFromFeatureSpace(double[] values) => Parameter.FromInt((int)Math.Floor(At(values)));

    /// <inheritdoc/>
    public override double[] MappingToFeatureSpace(Parameter param) => [PositionOf(param.AsType<int>())];
}
