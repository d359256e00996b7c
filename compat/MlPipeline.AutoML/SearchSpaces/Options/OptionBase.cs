namespace Microsoft.ML.SearchSpace.Option;

/// <summary>
/// What values a parameter can take, and how they lie in the unit cube of <see cref="FeatureSpaceDim"/> dimensions in
/// which tuners search.
/// </summary>
public abstract class OptionBase
{
    /// <summary>Where a tuner starts, in the unit cube; null if the option does not say.</summary>
    public virtual double[]? Default { get; protected set; }

    /// <summary>How many dimensions the unit cube has.</summary>
    public abstract int FeatureSpaceDim { get; }

    /// <summary>Into how many values a grid divides each dimension; null where that is up to the grid.</summary>
    public abstract int?[] Step { get; }

    /// <summary>Gets the value at a point of the unit cube.</summary>
    public abstract Parameter SampleFromFeatureSpace(double[] values);

    /// <summary>Gets the point of the unit cube at which a value lies.</summary>
    public abstract double[] MappingToFeatureSpace(Parameter value);
}
