namespace Microsoft.ML.SearchSpace.Option;

/// <summary>
/// One of some values, each of which has an equal part of [0, 1]. A choice of one value takes no dimension.
/// </summary>
public sealed class ChoiceOption : OptionBase
{
    // As in ML.NET.
    private const int MostChoices = 1073;

    private readonly Dictionary<string, int> _indices = [];

    /// <summary>A choice that starts with the first.</summary>
    /// <param name="choices">From 1 to 1,073 values, all different.</param>
    public ChoiceOption(params object[] choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (choices.Length is 0 or > MostChoices)
        {
            string message = $"There are {choices.Length} choices; give from 1 to {MostChoices}.";
            throw new ArgumentException(message, nameof(choices));
        }
        Choices = Array.ConvertAll(choices, Parameter.FromObject);
        for (int i = 0; i < Choices.Length; i++)
        {
            if (!_indices.TryAdd(Choices[i].ToString(), i))
            {
                string message = $"The choice {Choices[i]} is given twice; give each once.";
                throw new ArgumentException(message, nameof(choices));
            }
        }
        Default = new double[FeatureSpaceDim];
    }

    /// <summary>A choice that starts with the default.</summary>
    /// <param name="choices">From 1 to 1,073 values, all different.</param>
    /// <param name="defaultChoice">One of them; null for the first.</param>
    public ChoiceOption(object[] choices, object? defaultChoice)
        : this(choices)
    {
        if (defaultChoice != null)
            Default = MappingToFeatureSpace(Parameter.FromObject(defaultChoice));
    }

    /// <summary>The values.</summary>
    public Parameter[] Choices { get; }

    /// <inheritdoc/>
    public override int FeatureSpaceDim => Choices.Length == 1 ? 0 : 1;

    /// <inheritdoc/>
    public override int?[] Step => [Choices.Length];

    /// <inheritdoc/>
    public override Parameter SampleFromFeatureSpace(double[] values)
    {
        if (FeatureSpaceDim == 0)
            return Choices[0];
        if (values is not [>= 0 and <= 1])
        {
            throw new ArgumentException(
                $"The point has {values.Length} numbers or one outside [0, 1]; give one number from 0 to 1."
            );
        }
        // In floats, so that i / n, rounded, is the start of the i-th part and not the end of the one before.
        return Choices[Math.Min((int)(float)(values[0] * Choices.Length), Choices.Length - 1)];
    }

    /// <inheritdoc/>
    public override double[] MappingToFeatureSpace(Parameter param)
    {
        if (!_indices.TryGetValue(param.ToString(), out int index))
        {
            string choices = string.Join(", ", Choices.Select(choice => choice.ToString()));
            throw new ArgumentException($"The value {param} is not among the choices {choices}.");
        }
        return FeatureSpaceDim == 0 ? [] : [(double)index / Choices.Length];
    }
}
