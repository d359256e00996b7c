using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>The fields of a row on their way into a line.</summary>
internal sealed class RowText(char separator)
{
    private readonly List<(string Text, bool IsDefault)> _fields = [];

    public void Clear() => _fields.Clear();

    /// <summary>Adds a field.</summary>
    /// <param name="text">The field.</param>
    /// <param name="isDefault">Whether a sparse line may leave it out.</param>
    public void Add(string text, bool isDefault) => _fields.Add((Quoted(text, separator), isDefault));

    /// <summary>All fields.</summary>
    public string ToDense() => string.Join(separator, _fields.Select(field => field.Text));

    /// <summary>All fields; or their number and index:value pairs, where that is shorter by far.</summary>
    public string ToShortest()
    {
        int stored = _fields.Count(field => !field.IsDefault);
        if (stored == 0 || stored * 4 > _fields.Count) return ToDense();
        IEnumerable<string> pairs = _fields
            .Select((field, index) => (field.Text, field.IsDefault, Index: index))
            .Where(field => !field.IsDefault)
            .Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Index}:{field.Text}"));
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
