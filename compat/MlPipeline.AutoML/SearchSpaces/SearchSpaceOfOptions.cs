namespace Microsoft.ML.SearchSpace;

/// <summary>The space that the attributes of <typeparamref name="T"/>'s properties and fields span.</summary>
/// <typeparam name="T">A class of options; see <see cref="RangeAttribute"/>, <see cref="ChoiceAttribute"/>, <see
/// cref="BooleanChoiceAttribute"/>, <see cref="NestOptionAttribute"/>.</typeparam>
public sealed class SearchSpace<T> : SearchSpace
    where T : class, new()
{
    /// <summary>The space of all that has an attribute.</summary>
    public SearchSpace()
        : base(typeof(T)) { }

    /// <summary>
    /// The space of all that has an attribute; what has none keeps the value that <paramref name="defaultOption"/> has.
    /// </summary>
    public SearchSpace(T defaultOption)
        : base(typeof(T), Parameter.FromObject(defaultOption)) { }

    /// <summary>The options at a point of the unit cube.</summary>
    public new T SampleFromFeatureSpace(double[] feature) => base.SampleFromFeatureSpace(feature).AsType<T>();

    /// <summary>The point of the unit cube at which options lie.</summary>
    public double[] MappingToFeatureSpace(T input) => MappingToFeatureSpace(Parameter.FromObject(input));
}
