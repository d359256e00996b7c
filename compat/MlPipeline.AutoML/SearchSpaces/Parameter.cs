using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.ML.SearchSpace;

/// <summary>
/// What a tuner proposes: a value, or parameters by name. Two are equal when their JSON is; so an integer read from
/// JSON equals the one it was written from.
/// </summary>
[JsonConverter(typeof(ParameterJson))]
[SuppressMessage("Naming", "CA1710", Justification = "The name is ML.NET's.")]
public sealed class Parameter : IDictionary<string, Parameter>, IEquatable<Parameter>, IEqualityComparer<Parameter>
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private Parameter(object value, ParameterType type)
    {
        Value = value;
        ParameterType = type;
    }

    /// <summary>What the parameter holds.</summary>
    public ParameterType ParameterType { get; }

    /// <summary>The names of nested parameters.</summary>
    public ICollection<string> Keys => Nested.Keys;

    /// <summary>How many nested parameters there are; 1 for a value.</summary>
    public int Count => ParameterType == ParameterType.Object ? Nested.Count : 1;

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    ICollection<Parameter> IDictionary<string, Parameter>.Values => Nested.Values;

    internal object Value { get; }

    private Dictionary<string, Parameter> Nested =>
        Value as Dictionary<string, Parameter>
        ?? throw new InvalidOperationException($"The parameter {this} is a value and has no nested parameters.");

    /// <summary>A nested parameter.</summary>
    public Parameter this[string key]
    {
        get =>
            Nested.TryGetValue(key, out Parameter? value)
                ? value
                : throw new KeyNotFoundException($"There is no parameter '{key}' in {this}.");
        set => Nested[key] = value;
    }

    /// <summary>A number.</summary>
    public static Parameter FromDouble(double value) => new(value, ParameterType.Number);

    /// <summary>A number.</summary>
    public static Parameter FromFloat(float value) => new(value, ParameterType.Number);

    /// <summary>An integer.</summary>
    public static Parameter FromLong(long value) => new(value, ParameterType.Integer);

    /// <summary>An integer.</summary>
    public static Parameter FromInt(int value) => new(value, ParameterType.Integer);

    /// <summary>A text.</summary>
    public static Parameter FromString(string value) => new(value, ParameterType.String);

    /// <summary>True or false.</summary>
    public static Parameter FromBool(bool value) => new(value, ParameterType.Bool);

    /// <summary>The name of an enum's value.</summary>
    public static Parameter FromEnum<T>(T value)
        where T : struct, Enum => FromString(value.ToString());

    /// <summary>Values in a row.</summary>
    public static Parameter FromIEnumerable<T>(IEnumerable<T> values) => new(values, ParameterType.Array);

    /// <summary>
    /// The parameter for a value; of other objects, a nested parameter for every property that can be read, written and
    /// is not null.
    /// </summary>
    public static Parameter FromObject<T>(T value)
        where T : class => Of(value);

    /// <summary>Parameters by name.</summary>
    public static Parameter CreateNestedParameter(params KeyValuePair<string, Parameter>[] parameters) =>
        new(parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value), ParameterType.Object);

    /// <summary>
    /// The value as a <typeparamref name="T"/>, converted by way of JSON where it is of another type.
    /// </summary>
    /// <exception cref="JsonException">The value is no <typeparamref name="T"/>.</exception>
    public T AsType<T>()
    {
        if (Value is T value)
            return value;
        try
        {
            return JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(Value, Json), Json)!;
        }
        catch (JsonException exception)
        {
            throw new JsonException($"The parameter {this} cannot be read as {typeof(T).Name}.", exception);
        }
    }

    /// <inheritdoc/>
    public void Add(string key, Parameter value) => Nested.Add(key, value);

    /// <inheritdoc/>
    public void Add(KeyValuePair<string, Parameter> item) => Nested.Add(item.Key, item.Value);

    /// <inheritdoc/>
    public bool Remove(string key) => Nested.Remove(key);

    /// <inheritdoc/>
    public bool Remove(KeyValuePair<string, Parameter> item) =>
        ((ICollection<KeyValuePair<string, Parameter>>)Nested).Remove(item);

    /// <inheritdoc/>
    public void Clear() => Nested.Clear();

    /// <inheritdoc/>
    public bool Contains(KeyValuePair<string, Parameter> item) => Nested.Contains(item);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Nested.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Parameter value) =>
        Nested.TryGetValue(key, out value);

    /// <inheritdoc/>
    public void CopyTo(KeyValuePair<string, Parameter>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, Parameter>>)Nested).CopyTo(array, arrayIndex);

    IEnumerator<KeyValuePair<string, Parameter>> IEnumerable<KeyValuePair<string, Parameter>>.GetEnumerator() =>
        Nested.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Nested.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Parameter? other) =>
        other is not null && (ReferenceEquals(this, other) || ToString() == other.ToString());

    /// <inheritdoc/>
    public bool Equals(Parameter? x, Parameter? y) => x is null ? y is null : x.Equals(y);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public int GetHashCode(Parameter obj) => obj.GetHashCode();

    /// <summary>The parameter as JSON.</summary>
    public override string ToString() => JsonSerializer.Serialize(this);

    private static Parameter Of(object value) =>
        value switch
        {
            Parameter parameter => parameter,
            int number => FromInt(number),
            short number => FromInt(number),
            long number => FromLong(number),
            double number => FromDouble(number),
            float number => FromFloat(number),
            bool flag => FromBool(flag),
            string text => FromString(text),
            char letter => FromString(letter.ToString()),
            Enum name => FromString(name.ToString()),
            IEnumerable values => new Parameter(values, ParameterType.Array),
            _ => OfProperties(value),
        };

    private static Parameter OfProperties(object value)
    {
        Parameter nested = CreateNestedParameter();
        PropertyInfo[] properties = value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (PropertyInfo property in properties.Where(IsValue))
        {
            if (property.GetValue(value) is { } member && Of(member) is { Count: > 0 } parameter)
                nested[property.Name] = parameter;
        }
        return nested;
    }

    private static bool IsValue(PropertyInfo property) =>
        property is { CanRead: true, CanWrite: true } && property.GetIndexParameters().Length == 0;
}
