using System.Globalization;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using MlPipeline.Datasets;
using MlPipeline.Foundation;

namespace MlPipeline.AutoTune.Spaces;

/// <summary>
/// Checks spaces of the network's parameters, and parameters against a space; every message names the parameter.
/// </summary>
internal static class SpaceCheck
{
    // A float that was rounded when it was written may lie a little outside its range.
    private const double Rounding = 1e-6;

    /// <summary>
    /// Checks that the trainer accepts all values of an option; gets the option and the parameter's proper name.
    /// </summary>
    public static OptionBase Checked(string name, OptionBase option, out string proper)
    {
        FeedForwardParameter parameter = FeedForwardParameters.Find(name);
        proper = parameter.Name;
        switch (option)
        {
            case ChoiceOption choice:
                foreach (Parameter value in choice.Choices)
                    parameter.Domain.Read(proper, value);
                return option;
            case UniformNumericOption range when parameter.Domain.IsRange(range):
                foreach (double end in (double[])[range.Min, range.Max])
                    parameter.Domain.Read(proper, Parameter.FromDouble(end));
                return option;
            default:
                throw new ArgumentException(
                    $"Parameter '{proper}' cannot be searched by a {option.GetType().Name}; list its values, or give "
                        + "a range of numbers if it has such."
                );
        }
    }

    /// <summary>Checks that there is something to search, and that every layer has exactly one width.</summary>
    public static void CheckLayers(FeedForwardSearchSpace space)
    {
        if (space.Count == 0)
            throw new ArgumentException("The search space is empty; give it at least one parameter.");
        int[] own =
        [
            .. Enumerable
                .Range(1, FeedForwardParameters.All.Count)
                .Where(layer => space.ContainsKey(FeedForwardParameters.WidthOf(layer))),
        ];
        if (own.Length == 0)
            return;
        if (space.ContainsKey(FeedForwardParameters.Width))
            throw new ArgumentException(
                $"The space has both '{FeedForwardParameters.Width}' and '{FeedForwardParameters.WidthOf(own[0])}'; "
                    + "give the width of all layers or that of each."
            );
        int most = space.TryGetValue(FeedForwardParameters.HiddenLayers, out OptionBase? layers)
            ? MostOf(layers)
            : own[^1];
        for (int layer = 1; layer <= most; layer++)
        {
            if (!own.Contains(layer))
                throw new ArgumentException(
                    $"The space has networks of {most} hidden layers and no "
                        + $"'{FeedForwardParameters.WidthOf(layer)}'; give it."
                );
        }
    }

    /// <summary>Checks parameters against a space: none is unknown or outside, and no active one is missing.</summary>
    public static void CheckValues(FeedForwardSearchSpace space, Parameter parameters)
    {
        foreach ((string name, Parameter value) in parameters)
        {
            if (!space.TryGetValue(name, out OptionBase? option))
                throw new ArgumentException(
                    $"There is no parameter '{name}' in the space; did you mean '{NearestName.Of(name, space.Keys)}'?"
                );
            if (!IsOf(option, value))
                throw new ArgumentException($"Parameter '{name}' is {value}; give one of its space: {Words(option)}.");
        }
        foreach (string name in space.Keys)
        {
            if (!parameters.ContainsKey(name) && FeedForwardParameters.Find(name).IsActive(parameters))
                throw new ArgumentException(
                    $"Parameter '{name}' is missing; give one of its space: {Words(space[name])}."
                );
        }
    }

    private static bool IsOf(OptionBase option, Parameter value) =>
        option switch
        {
            ChoiceOption choice => choice.Choices.Any(value.Equals),
            UniformNumericOption range => value.ParameterType is ParameterType.Integer or ParameterType.Number
                && IsIn(range, value.AsType<double>()),
            _ => true,
        };

    private static bool IsIn(UniformNumericOption range, double value)
    {
        double slack = range is UniformIntOption ? 0 : Rounding * Math.Max(Math.Abs(range.Min), Math.Abs(range.Max));
        return value >= range.Min - slack
            && value <= range.Max + slack
            && (range is not UniformIntOption || value == Math.Floor(value));
    }

    private static string Words(OptionBase option) =>
        option switch
        {
            ChoiceOption choice => string.Join(" | ", choice.Choices.Select(value => value.ToString())),
            UniformNumericOption range => string.Create(
                CultureInfo.InvariantCulture,
                $"{range.Min} to {range.Max}{(range is UniformIntOption ? ", whole" : "")}"
            ),
            _ => option.GetType().Name,
        };

    private static int MostOf(OptionBase option) =>
        option is ChoiceOption choice
            ? choice.Choices.Max(value => value.AsType<int>())
            : (int)((UniformNumericOption)option).Max;
}
