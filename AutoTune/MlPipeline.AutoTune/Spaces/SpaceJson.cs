using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using SearchSpace = Microsoft.ML.SearchSpace.SearchSpace;

namespace MlPipeline.AutoTune.Spaces;

/// <summary>
/// Spaces of the network's parameters as JSON; <see cref="FeedForwardSearchSpace.FromJson"/> says how.
/// </summary>
internal static class SpaceJson
{
    private static readonly string[] Keys = ["choice", "min", "max", "log", "default"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <exception cref="JsonException">The text is not JSON.</exception>
    /// <exception cref="ArgumentException">It is not a search space.</exception>
    public static IEnumerable<KeyValuePair<string, OptionBase>> Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json, Lenient);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            string given = Short(document.RootElement);
            throw new ArgumentException(
                $"The search space is {given}; give an object with a parameter a property, "
                    + "as {\"Epochs\": [5, 10]}."
            );
        }
        return
        [
            .. document
                .RootElement.EnumerateObject()
                .Select(property =>
                    KeyValuePair.Create(
                        property.Name,
                        Option(FeedForwardParameters.Find(property.Name), property.Value)
                    )
                ),
        ];
    }

    public static string Write(SearchSpace space)
    {
        JsonObject json = [];
        foreach ((string name, OptionBase option) in space)
            json.Add(name, Written(option));
        return json.ToJsonString(Indented);
    }

    private static OptionBase Option(FeedForwardParameter parameter, JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Array => Choice(parameter, json, null),
            JsonValueKind.Object => Described(parameter, json),
            _ => new ChoiceOption(Value(parameter, json)),
        };

    private static OptionBase Described(FeedForwardParameter parameter, JsonElement json)
    {
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (!Keys.Contains(property.Name))
            {
                string keys = string.Join(", ", Keys.Select(key => $"'{key}'"));
                throw new ArgumentException($"Parameter '{parameter.Name}' has a '{property.Name}'; give {keys} only.");
            }
        }
        JsonElement? start = Find(json, "default");
        if (Find(json, "choice") is { } choices)
            return Choice(parameter, choices, start);
        if (Find(json, "min") is not { } min || Find(json, "max") is not { } max)
        {
            throw new ArgumentException(
                $"Parameter '{parameter.Name}' is {Short(json)}; give 'min' and 'max', or 'choice'."
            );
        }
        return Range(
            parameter,
            Number(parameter, min),
            Number(parameter, max),
            Flag(parameter, Find(json, "log")),
            start is { } at ? Number(parameter, at) : null
        );
    }

    private static OptionBase Range(
        FeedForwardParameter parameter,
        double min,
        double max,
        bool isLogarithmic,
        double? start
    )
    {
        if (!(min < max))
            throw Wrong(parameter, $"goes from {min} to {max}; give a minimum below the maximum.");
        if (isLogarithmic && min <= 0)
            throw Wrong(parameter, $"goes from {min} by orders of magnitude; give a minimum above 0.");
        if (start is { } at && !(at >= min && at <= max))
            throw Wrong(parameter, $"starts at {at}, outside {min} to {max}; give a default within.");
        return parameter.Domain.Range(min, max, isLogarithmic, start)
            ?? throw Wrong(parameter, $"has no ranges; list its values.");
    }

    private static ChoiceOption Choice(FeedForwardParameter parameter, JsonElement json, JsonElement? start)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0)
            throw Wrong(parameter, $"chooses from {Short(json)}; list at least one value.");
        object[] values = [.. json.EnumerateArray().Select(value => Value(parameter, value))];
        if (values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Wrong(parameter, $"lists {twice.Key} twice; list each value once.");
        if (start is not { } given)
            return new ChoiceOption(values);
        object first = Value(parameter, given);
        if (!values.Contains(first))
            throw Wrong(parameter, $"starts at {first}, which is not in its list; give one of the list.");
        return new ChoiceOption(values, first);
    }

    private static object Value(FeedForwardParameter parameter, JsonElement json) =>
        parameter.Domain.Read(parameter.Name, json.Deserialize<Parameter>());

    private static double Number(FeedForwardParameter parameter, JsonElement json) =>
        Convert.ToDouble(
            json.ValueKind == JsonValueKind.Number
                ? Value(parameter, json)
                : throw Wrong(parameter, $"has the end or start {Short(json)}; give a number."),
            CultureInfo.InvariantCulture
        );

    private static bool Flag(FeedForwardParameter parameter, JsonElement? json) =>
        json?.ValueKind switch
        {
            null or JsonValueKind.False => false,
            JsonValueKind.True => true,
            _ => throw Wrong(parameter, $"has 'log' {Short(json.Value)}; give true or false."),
        };

    private static ArgumentException Wrong(FeedForwardParameter parameter, FormattableString sentence) =>
        new($"Parameter '{parameter.Name}' {sentence.ToString(CultureInfo.InvariantCulture)}");

    private static JsonElement? Find(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? value : null;

    private static string Short(JsonElement json) =>
        json.GetRawText() is { Length: > 40 } text ? text[..40] + "..." : json.GetRawText();

    private static JsonNode? Written(OptionBase option)
    {
        JsonNode? start = Node(OptionValue.DefaultOf(option));
        switch (option)
        {
            case ChoiceOption { Choices: [var only] }:
                return Node(only);
            case ChoiceOption choice:
                JsonArray values = [.. choice.Choices.Select(Node)];
                return choice.Default is [0] ? values : new JsonObject { ["choice"] = values, ["default"] = start };
            case UniformNumericOption range:
                return new JsonObject
                {
                    ["min"] = range.Min,
                    ["max"] = range.Max,
                    ["log"] = range.LogBase,
                    ["default"] = start,
                };
            default:
                throw new InvalidOperationException($"A {option.GetType().Name} cannot be written as JSON.");
        }
    }

    private static JsonNode? Node(Parameter value) => JsonNode.Parse(value.ToString());
}
