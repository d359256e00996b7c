namespace Microsoft.ML.SearchSpace.Option;

/// <summary>Any float of a range.</summary>
public sealed class UniformSingleOption : UniformNumericOption
{
    /// <summary>A range of floats.</summary>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="logBase">Whether equal steps in the unit cube are equal factors.</param>
    /// <param name="defaultValue">Where to start; null for the minimum.</param>
    public UniformSingleOption(float min, float max, bool logBase = false, float? defaultValue = null)
        : base(min, max, logBase)
    {
        if (defaultValue is { } value)
            Default = [PositionOf(value)];
    }

    /// <inheritdoc/>
    public override Parameter SampleFromFeatureSpace(double[] values) => Parameter.FromFloat((float)At(values));

    /// <inheritdoc/>
    public override double[] MappingToFeatureSpace(Parameter param) => [PositionOf(param.AsType<float>())];
}
