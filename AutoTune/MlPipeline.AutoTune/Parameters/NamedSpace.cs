using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using MlPipeline.Datasets;
using MlPipeline.Foundation;
using SearchSpace = Microsoft.ML.SearchSpace.SearchSpace;

namespace MlPipeline.AutoTune.Parameters;

/// <summary>
/// A search space as a list of named dimensions, and its parameters as named values: what studies keep and our tuners
/// see.
/// </summary>
internal sealed class NamedSpace
{
    private const char Separator = '.';

    private readonly SearchSpace _space;

    /// <exception cref="ArgumentException">The space is empty, or has an option of a kind that is not
    /// known.</exception>
    public NamedSpace(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        _space = space;
        Dimensions = [.. Flatten(space, "")];
        if (Dimensions.Count == 0)
            throw new ArgumentException("The search space is empty; give it at least one parameter.");
    }

    /// <summary>The dimensions, in the order of the space.</summary>
    public IReadOnlyList<SpaceDimension> Dimensions { get; }

    /// <summary>Each parameter with a description of its values.</summary>
    public IReadOnlyDictionary<string, string> Describe() =>
        Dimensions.ToDictionary(dimension => dimension.Name, dimension => dimension.Domain);

    /// <summary>
    /// The values of a parameter of this space; what it holds beyond the space is left out, and so is what it lacks
    /// because it has no meaning in it.
    /// </summary>
    public IReadOnlyDictionary<string, object> ToValues(Parameter parameter)
    {
        var values = new Dictionary<string, object>(Dimensions.Count);
        foreach (SpaceDimension dimension in Dimensions)
        {
            if (Find(parameter, dimension.Name) is { } value)
                values.Add(dimension.Name, SpaceDimension.Plain(value));
        }
        return values;
    }

    /// <summary>The values at a point of the unit cube.</summary>
    public IReadOnlyDictionary<string, object> At(ReadOnlySpan<double> point)
    {
        var values = new Dictionary<string, object>(point.Length);
        for (int i = 0; i < point.Length; i++)
            values.Add(Dimensions[i].Name, Dimensions[i].At(point[i]));
        return values;
    }

    /// <summary>Gets the point of the unit cube of a parameter; NaN in inactive dimensions.</summary>
    public double[] PointOf(Parameter parameter) =>
        [
            .. Dimensions.Select(dimension =>
                Find(parameter, dimension.Name) is { } value
                    ? dimension.CoordinateOf(SpaceDimension.Plain(value))
                    : double.NaN
            ),
        ];

    /// <summary>Values as ML.NET's parameter, with what the space's default holds beyond them.</summary>
    /// <exception cref="ArgumentException">A parameter is not of the space, is missing, or has a value outside it; the
    /// message names it.</exception>
    public Parameter ToParameter(IReadOnlyDictionary<string, object> values)
    {
        foreach (string name in values.Keys)
        {
            if (Dimensions.All(dimension => dimension.Name != name))
            {
                string nearest = NearestName.Of(name, Dimensions.Select(dimension => dimension.Name))!;
                throw new ArgumentException($"There is no parameter '{name}' in the space; did you mean '{nearest}'?");
            }
        }
        Parameter exact = Parameter.CreateNestedParameter();
        // Missing values get any value for now: a space may leave out inactive parameters.
        foreach (SpaceDimension dimension in Dimensions)
        {
            object value = values.TryGetValue(dimension.Name, out object? given) ? given : dimension.At(0);
            Set(exact, dimension.Name, dimension.ToParameter(value));
        }
        // Sampling adds defaults and drops inactive parameters. The values are then set again, since a point of
        // the unit cube holds them only approximately.
        Parameter whole = _space.SampleFromFeatureSpace(_space.MappingToFeatureSpace(exact));
        foreach (SpaceDimension dimension in Dimensions)
        {
            if (Find(whole, dimension.Name) == null)
                continue;
            if (!values.ContainsKey(dimension.Name))
            {
                throw new ArgumentException(
                    $"Parameter '{dimension.Name}' has no value; give one of its space: {dimension.Domain}."
                );
            }
            Set(whole, dimension.Name, Find(exact, dimension.Name)!);
        }
        return whole;
    }

    private static IEnumerable<SpaceDimension> Flatten(
        IEnumerable<KeyValuePair<string, OptionBase>> options,
        string prefix
    )
    {
        foreach ((string name, OptionBase option) in options.OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            if (option is IEnumerable<KeyValuePair<string, OptionBase>> nested)
            {
                foreach (SpaceDimension dimension in Flatten(nested, prefix + name + Separator))
                    yield return dimension;
            }
            else
            {
                yield return SpaceDimension.Of(prefix + name, option);
            }
        }
    }

    private static Parameter? Find(Parameter parameter, string path)
    {
        Parameter? at = parameter;
        foreach (string name in path.Split(Separator))
        {
            if (!at.TryGetValue(name, out at))
                return null;
        }
        return at;
    }

    private static void Set(Parameter parameter, string path, Parameter value)
    {
        string[] names = path.Split(Separator);
        foreach (string name in names[..^1])
        {
            if (!parameter.ContainsKey(name))
                parameter[name] = Parameter.CreateNestedParameter();
            parameter = parameter[name];
        }
        parameter[names[^1]] = value;
    }
}
