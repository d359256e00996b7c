using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;

namespace Microsoft.ML.AutoML;

/// <summary>A dimension of a space's unit cube.</summary>
/// <param name="Count">How many values it has; null where it is a range.</param>
/// <param name="IsOrdered">Whether values next to each other are alike: those of ranges, and of choices of
/// numbers.</param>
internal readonly record struct CubeDimension(int? Count, bool IsOrdered)
{
    /// <summary>
    /// The dimensions of a space. Choices of one value have none, though <see cref="SearchSpace.SearchSpace.Step"/>
    /// counts them.
    /// </summary>
    public static CubeDimension[] Of(IEnumerable<KeyValuePair<string, OptionBase>> space) =>
        [.. space.OrderBy(option => option.Key, StringComparer.Ordinal).SelectMany(option => Of(option.Value))];

    /// <summary>The middle of one value's part.</summary>
    public static double Middle(int index, int count) => (index + 0.5) / count;

    /// <summary>The value whose part a coordinate is in.</summary>
    public static int IndexAt(double coordinate, int count) => Math.Min((int)(float)(coordinate * count), count - 1);

    /// <summary>
    /// The coordinate, in the middle of its part if values are counted; so the same value is the same coordinate.
    /// </summary>
    public double Snap(double coordinate) =>
        Count is { } count ? Middle(IndexAt(coordinate, count), count) : coordinate;

    private static CubeDimension[] Of(OptionBase option) =>
        option switch
        {
            IEnumerable<KeyValuePair<string, OptionBase>> nested => Of(nested),
            { FeatureSpaceDim: 0 } => [],
            ChoiceOption choice => [new(choice.Choices.Length, choice.Choices.All(IsNumber))],
            _ => Array.ConvertAll(option.Step, count => new CubeDimension(count, true)),
        };

    private static bool IsNumber(Parameter value) =>
        value.ParameterType is ParameterType.Integer or ParameterType.Number;
}
