using Microsoft.ML.SearchSpace.Option;

namespace Microsoft.ML.AutoML;

/// <summary>The dimensions of a space's unit cube.</summary>
internal static class SpaceDimensions
{
    /// <summary>
    /// For each dimension, how many values it has; null where it is a range. Unlike <see cref="SearchSpace.SearchSpace.Step"/>,
    /// without choices of one value, which have no dimension.
    /// </summary>
    public static int?[] CountsOf(SearchSpace.SearchSpace space) => [.. space.InOrder.SelectMany(option => CountsOf(option.Value))];

    private static int?[] CountsOf(OptionBase option) => option switch
    {
        SearchSpace.SearchSpace nested => CountsOf(nested),
        { FeatureSpaceDim: 0 } => [],
        _ => option.Step,
    };
}
