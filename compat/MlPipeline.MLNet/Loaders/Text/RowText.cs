using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>The fields of a row on their way into a line.</summary>
internal sealed class RowText(char separator)
{
    // What a missing field and an empty one have in common; written so that no line is empty.
    private const string Empty = "\"\"";

    private readonly List<string?> _fields = [];

    public void Clear() => _fields.Clear();

    /// <summary>Adds a field; null for the default value.</summary>
    public void Add(string? field) => _fields.Add(field == null ? null : Quoted(field, separator));

    /// <summary>All fields.</summary>
    public string ToDense() => string.Join(separator, _fields.Select(field => field ?? Empty));

    /// <summary>All fields; or their number and index:value pairs, where that is shorter by far.</summary>
    public string ToShortest()
    {
        int stored = _fields.Count(field => field != null);
        if (stored == 0 || stored * 4 > _fields.Count) return ToDense();
        IEnumerable<string> pairs = _fields
            .Select((field, index) => (Field: field, Index: index))
            .Where(entry => entry.Field != null)
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Index}:{entry.Field}"));
        return string.Join(separator, pairs.Prepend(_fields.Count.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>A field in quotes, if the loader would misread it without.</summary>
    public static string Quoted(string field, char separator)
    {
        bool plain = field.Length > 0
            && field.AsSpan().IndexOfAny("\"\r\n:/#") < 0
            && !field.Contains(separator, StringComparison.Ordinal)
            && !char.IsWhiteSpace(field[0]) && !char.IsWhiteSpace(field[^1]);
        return plain ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
