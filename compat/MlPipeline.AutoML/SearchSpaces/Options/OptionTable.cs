namespace Microsoft.ML.SearchSpace.Option;

/// <summary>
/// Options by name, as both classes named SearchSpace hold them. The unit cube has the dimensions of all options,
/// ordered by their names; by code points, so that the order does not depend on the machine's culture.
/// </summary>
internal sealed class OptionTable : Dictionary<string, OptionBase>
{
    public OptionTable() { }

    public OptionTable(IEnumerable<KeyValuePair<string, OptionBase>> options)
        : base(options) { }

    /// <summary>The options in the order of their dimensions.</summary>
    public IEnumerable<KeyValuePair<string, OptionBase>> InOrder =>
        this.OrderBy(option => option.Key, StringComparer.Ordinal);

    /// <summary>The dimensions of all options together.</summary>
    public int FeatureSpaceDim => Values.Sum(option => option.FeatureSpaceDim);

    /// <summary>Where tuners start.</summary>
    /// <exception cref="InvalidOperationException">An option has no default.</exception>
    public double[] Default =>
        [
            .. InOrder.SelectMany(option =>
                option.Value.Default
                ?? throw new InvalidOperationException($"The option '{option.Key}' has no default; set its Default.")
            ),
        ];

    /// <summary>The steps of all dimensions, and 1 for a choice of one value, which has none.</summary>
    public int?[] Step => [.. InOrder.SelectMany(option => option.Value.Step)];

    /// <summary>The parameters at a point of the unit cube.</summary>
    public Parameter Sample(double[] point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (point.Length != FeatureSpaceDim)
        {
            throw new ArgumentException(
                $"The point has {point.Length} numbers; this space has {FeatureSpaceDim} dimensions."
            );
        }
        Parameter sampled = Parameter.CreateNestedParameter();
        int start = 0;
        foreach ((string name, OptionBase option) in InOrder)
        {
            int end = start + option.FeatureSpaceDim;
            sampled[name] = option.SampleFromFeatureSpace(point[start..end]);
            start = end;
        }
        return sampled;
    }

    /// <summary>The point of the unit cube at which parameters lie.</summary>
    /// <exception cref="ArgumentException">A value lies outside its option; the message names it.</exception>
    public double[] Map(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return [.. InOrder.SelectMany(option => PointOf(option.Key, option.Value, parameter))];
    }

    private static double[] PointOf(string name, OptionBase option, Parameter parameter)
    {
        try
        {
            return option.MappingToFeatureSpace(parameter[name]);
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"{name}: {exception.Message}", exception);
        }
    }
}
