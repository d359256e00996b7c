using System.Text;

namespace Microsoft.ML.Data;

/// <summary>Splits a line into fields, quoted or not. Fields are parts of the line, so nothing is copied unless it was escaped.</summary>
internal sealed class FieldSplitter(TextLoader.Options options)
{
    private const char Quote = '"';

    private readonly char[] _separators = options.Separators;
    private readonly char? _separator = options.Separators is [char single] ? single : null;
    private readonly bool _blanksSeparate = options.Separators.Contains(' ');
    private readonly char _escape = options.EscapeChar;
    private readonly List<Field> _fields = [];
    private string _line = "";

    /// <summary>The number of fields of the line split last.</summary>
    public int Count => _fields.Count;

    /// <summary>A field.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            Field field = _fields[index];
            return (field.Own ?? _line).AsSpan(field.Start, field.Length);
        }
    }

    /// <summary>A field that may be kept.</summary>
    public ReadOnlyMemory<char> MemoryOf(int index)
    {
        Field field = _fields[index];
        return (field.Own ?? _line).AsMemory(field.Start, field.Length);
    }

    /// <summary>Whether a field stood in quotes.</summary>
    public bool IsQuoted(int index) => _fields[index].IsQuoted;

    /// <summary>Splits a line.</summary>
    public void Split(string line)
    {
        _fields.Clear();
        _line = line;
        ReadOnlySpan<char> text = options.TrimWhitespace ? TrimEnd(line) : line;
        int at = 0;
        while (true)
        {
            int end = options.AllowQuoting && QuoteAt(text, at) is >= 0 and int quote
                ? AddQuoted(text, quote)
                : AddPlain(text, at);
            if (end >= text.Length) return;
            at = end + 1;
        }
    }

    /// <summary>Whether a quoted field of the text is not closed, and so goes on in the next line.</summary>
    public bool IsOpen(ReadOnlySpan<char> text)
    {
        if (!text.Contains(Quote)) return false;
        for (int at = 0; at <= text.Length;)
        {
            int from = at;
            if (QuoteAt(text, at) is >= 0 and int quote)
            {
                from = ClosingQuote(text, quote + 1);
                if (from == text.Length) return true;
            }
            at = from + LengthToSeparator(text[from..]) + 1;
        }
        return false;
    }

    private int LengthToSeparator(ReadOnlySpan<char> text)
    {
        int length = _separator is { } single ? text.IndexOf(single) : text.IndexOfAny(_separators);
        return length < 0 ? text.Length : length;
    }

    // Trailing separators are fields even where they are white space.
    private ReadOnlySpan<char> TrimEnd(string line)
    {
        int end = line.Length;
        while (end > 0 && char.IsWhiteSpace(line[end - 1]) && !_separators.Contains(line[end - 1])) end--;
        return line.AsSpan(0, end);
    }

    // The quote that opens the field at a place, blanks before it aside; -1 where it is not quoted.
    private int QuoteAt(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] == ' ' && !_blanksSeparate) at++;
        return at < text.Length && text[at] == Quote ? at : -1;
    }

    private int AddPlain(ReadOnlySpan<char> text, int at)
    {
        int end = at + LengthToSeparator(text[at..]), last = end;
        if (options.TrimWhitespace)
        {
            while (at < last && char.IsWhiteSpace(text[at])) at++;
            while (last > at && char.IsWhiteSpace(text[last - 1])) last--;
        }
        _fields.Add(new Field(null, at, last - at, IsQuoted: false));
        return end;
    }

    private int AddQuoted(ReadOnlySpan<char> text, int quote)
    {
        int first = quote + 1, close = ClosingQuote(text, first);
        int after = Math.Min(close + 1, text.Length);
        int length = LengthToSeparator(text[after..]);
        ReadOnlySpan<char> inside = text[first..close], tail = text.Slice(after, length).Trim();
        if (tail.IsEmpty && !inside.Contains(_escape))
        {
            _fields.Add(new Field(null, first, inside.Length, IsQuoted: true));
        }
        else
        {
            // What stands between a closing quote and the separator belongs to the field.
            string own = string.Concat(Unescape(inside), tail);
            _fields.Add(new Field(own, 0, own.Length, IsQuoted: true));
        }
        return after + length;
    }

    // The end of the text where there is none.
    private int ClosingQuote(ReadOnlySpan<char> text, int at)
    {
        for (; at < text.Length; at++)
        {
            if (IsEscape(text, at)) at++;
            else if (text[at] == Quote) return at;
        }
        return text.Length;
    }

    private bool IsEscape(ReadOnlySpan<char> text, int at) =>
        text[at] == _escape && at + 1 < text.Length && (text[at + 1] == Quote || text[at + 1] == _escape);

    private string Unescape(ReadOnlySpan<char> text)
    {
        StringBuilder plain = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i)) i++;
            plain.Append(text[i]);
        }
        return plain.ToString();
    }

    /// <summary>Where a field is: in the line, or in a string of its own where it was escaped.</summary>
    private readonly record struct Field(string? Own, int Start, int Length, bool IsQuoted);
}
