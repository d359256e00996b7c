using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;

namespace MlPipeline.AutoTune.Spaces;

/// <summary>Counts the combinations of a space.</summary>
internal static class CombinationCount
{
    /// <summary>
    /// The number of combinations; those that differ only in inactive parameters count once. Null if it is infinite.
    /// </summary>
    public static long? Of(FeedForwardSearchSpace space)
    {
        if (space.Values.Any(option => Values(option) == null))
            return null;
        string[] parents =
        [
            .. space
                .Keys.Select(name => FeedForwardParameters.Find(name).Parent)
                .OfType<string>()
                .Where(space.ContainsKey)
                .Distinct(),
        ];
        string[] others = [.. space.Keys.Except(parents)];
        long count = 0;
        foreach (Parameter parent in Combinations(space, parents))
            count += others
                .Where(name => FeedForwardParameters.Find(name).IsActive(parent))
                .Aggregate(1L, (product, name) => checked(product * Values(space[name])!.Count()));
        return count;
    }

    private static IEnumerable<Parameter> Combinations(FeedForwardSearchSpace space, string[] names)
    {
        if (names.Length == 0)
            return [Parameter.CreateNestedParameter()];
        return Combinations(space, names[1..])
            .SelectMany(
                _ => Values(space[names[0]])!,
                (rest, value) =>
                {
                    Parameter combined = Parameter.CreateNestedParameter([.. rest]);
                    combined[names[0]] = value;
                    return combined;
                }
            );
    }

    private static IEnumerable<Parameter>? Values(OptionBase option) =>
        option switch
        {
            ChoiceOption choice => choice.Choices,
            UniformIntOption range => Enumerable
                .Range((int)range.Min, (int)(range.Max - range.Min) + 1)
                .Select(Parameter.FromInt),
            _ => null,
        };
}
