using System.Text;

namespace Microsoft.ML.Data;

/// <summary>Splits a line into fields, quoted or not. Fields are parts of the line, so nothing is copied unless it was escaped.</summary>
internal sealed class FieldSplitter(TextLoader.Options options)
{
    private const char Quote = '"';

    private readonly char[] _separators = options.Separators;
    private readonly char _escape = options.EscapeChar;
    private readonly List<ReadOnlyMemory<char>> _fields = [];
    private readonly List<bool> _quoted = [];

    /// <summary>The fields of the line split last.</summary>
    public List<ReadOnlyMemory<char>> Fields => _fields;

    /// <summary>Whether a field stood in quotes.</summary>
    public bool IsQuoted(int index) => _quoted[index];

    /// <summary>Splits a line.</summary>
    public void Split(string line)
    {
        _fields.Clear();
        _quoted.Clear();
        ReadOnlyMemory<char> rest = options.TrimWhitespace ? TrimEnd(line) : line.AsMemory();
        int at = 0;
        while (true)
        {
            int end = options.AllowQuoting && QuoteAt(rest.Span, at) is >= 0 and int quote
                ? AddQuoted(rest, quote)
                : AddPlain(rest, at);
            if (end >= rest.Length) return;
            at = end + 1;
        }
    }

    /// <summary>Whether a quoted field of the text is not closed, and so goes on in the next line.</summary>
    public bool IsOpen(ReadOnlySpan<char> text)
    {
        int at = 0;
        while (at <= text.Length)
        {
            int from = at;
            if (QuoteAt(text, at) is >= 0 and int quote)
            {
                from = ClosingQuote(text, quote + 1);
                if (from == text.Length) return true;
            }
            int length = text[from..].IndexOfAny(_separators);
            if (length < 0) return false;
            at = from + length + 1;
        }
        return false;
    }

    // Trailing separators are fields even where they are white space.
    private ReadOnlyMemory<char> TrimEnd(string line)
    {
        int end = line.Length;
        while (end > 0 && char.IsWhiteSpace(line[end - 1]) && Array.IndexOf(_separators, line[end - 1]) < 0) end--;
        return line.AsMemory(0, end);
    }

    // The quote that opens the field at a place, blanks before it aside; -1 where it is not quoted.
    private int QuoteAt(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] == ' ' && Array.IndexOf(_separators, ' ') < 0) at++;
        return at < text.Length && text[at] == Quote ? at : -1;
    }

    private int AddPlain(ReadOnlyMemory<char> text, int at)
    {
        int length = text.Span[at..].IndexOfAny(_separators);
        if (length < 0) length = text.Length - at;
        ReadOnlyMemory<char> field = text.Slice(at, length);
        _fields.Add(options.TrimWhitespace ? field.Trim() : field);
        _quoted.Add(false);
        return at + length;
    }

    private int AddQuoted(ReadOnlyMemory<char> text, int quote)
    {
        int first = quote + 1, close = ClosingQuote(text.Span, first);
        ReadOnlyMemory<char> inside = text[first..close];
        if (inside.Span.Contains(_escape)) inside = Unescape(inside.Span).AsMemory();

        int after = Math.Min(close + 1, text.Length);
        int length = text.Span[after..].IndexOfAny(_separators);
        if (length < 0) length = text.Length - after;
        ReadOnlyMemory<char> tail = text.Slice(after, length).Trim();
        // What stands between a closing quote and the separator belongs to the field.
        _fields.Add(tail.IsEmpty ? inside : string.Concat(inside.Span, tail.Span).AsMemory());
        _quoted.Add(true);
        return after + length;
    }

    // The end of the text where there is none.
    private int ClosingQuote(ReadOnlySpan<char> text, int at)
    {
        for (; at < text.Length; at++)
        {
            if (text[at] == _escape && at + 1 < text.Length && (text[at + 1] == Quote || (text[at + 1] == _escape && _escape != Quote))) at++;
            else if (text[at] == Quote) return at;
        }
        return text.Length;
    }

    private string Unescape(ReadOnlySpan<char> text)
    {
        StringBuilder plain = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == _escape && i + 1 < text.Length && (text[i + 1] == Quote || text[i + 1] == _escape)) i++;
            plain.Append(text[i]);
        }
        return plain.ToString();
    }
}
