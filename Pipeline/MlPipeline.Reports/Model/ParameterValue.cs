using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlPipeline.Reports;

/// <summary>The value of a parameter: a number or a word, and the same in JSON.</summary>
[JsonConverter(typeof(ParameterValueConverter))]
public readonly record struct ParameterValue
{
    private ParameterValue(double? number, string? word)
    {
        Number = number;
        Word = word;
    }

    /// <summary>The number; null for a word.</summary>
    public double? Number { get; }

    /// <summary>The word; null for a number.</summary>
    public string? Word { get; }

    /// <summary>A number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is NaN or infinite.</exception>
    public static ParameterValue Of(double number) =>
        double.IsFinite(number)
            ? new(number, null)
            : throw new ArgumentOutOfRangeException(nameof(number), number, "A parameter is a finite number.");

    /// <summary>A word.</summary>
    public static ParameterValue Of(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return new(null, word);
    }

    /// <inheritdoc/>
    public override string ToString() => Word ?? Number?.ToString(CultureInfo.InvariantCulture) ?? "";
}

internal sealed class ParameterValueConverter : JsonConverter<ParameterValue>
{
    public override ParameterValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Number => ParameterValue.Of(reader.GetDouble()),
            JsonTokenType.String => ParameterValue.Of(reader.GetString()!),
            JsonTokenType.True => ParameterValue.Of("true"),
            JsonTokenType.False => ParameterValue.Of("false"),
            _ => throw new JsonException("A parameter is a number, a word, true or false."),
        };

    public override void Write(Utf8JsonWriter writer, ParameterValue value, JsonSerializerOptions options)
    {
        if (value.Number is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(value.Word ?? "");
    }
}
