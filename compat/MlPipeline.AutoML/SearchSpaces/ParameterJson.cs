using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.ML.SearchSpace;

/// <summary>Parameters are the JSON values that they hold.</summary>
internal sealed class ParameterJson : JsonConverter<Parameter>
{
    public override Parameter? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.StartObject => Parameter.CreateNestedParameter([
                .. Of<Dictionary<string, Parameter>>(ref reader, options),
            ]),
            JsonTokenType.StartArray => Parameter.FromIEnumerable(Of<List<Parameter>>(ref reader, options)),
            JsonTokenType.String => Parameter.FromString(reader.GetString()!),
            JsonTokenType.Number when reader.TryGetInt64(out long integer) => Parameter.FromLong(integer),
            JsonTokenType.Number => Parameter.FromDouble(reader.GetDouble()),
            JsonTokenType.True => Parameter.FromBool(true),
            JsonTokenType.False => Parameter.FromBool(false),
            _ => null,
        };

    public override void Write(Utf8JsonWriter writer, Parameter value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Value, value.Value.GetType(), options);

    private static T Of<T>(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<T>(ref reader, options)!;
}
