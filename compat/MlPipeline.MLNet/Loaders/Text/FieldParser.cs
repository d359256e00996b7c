using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>Reads a value; false where the text is none.</summary>
internal delegate bool FieldParser<T>(ReadOnlySpan<char> text, out T value);

/// <summary>The readers of each kind of value. Empty text is the default value: 0, false, no text.</summary>
internal static class FieldParsers
{
    /// <summary>The reader of a column's values, a FieldParser of its item type.</summary>
    public static Delegate Create(PrimitiveDataViewType type, TextLoader.Options options)
    {
        Type raw = type.RawType;
        if (type is KeyDataViewType key) return CreateKey(raw, key.Count);
        if (raw == typeof(float)) return Real(options, float.NaN);
        if (raw == typeof(double)) return Real(options, double.NaN);
        if (raw == typeof(bool)) return new FieldParser<bool>(TryParseBoolean);
        if (raw == typeof(sbyte)) return Whole<sbyte>();
        if (raw == typeof(byte)) return Whole<byte>();
        if (raw == typeof(short)) return Whole<short>();
        if (raw == typeof(ushort)) return Whole<ushort>();
        if (raw == typeof(int)) return Whole<int>();
        if (raw == typeof(uint)) return Whole<uint>();
        if (raw == typeof(long)) return Whole<long>();
        if (raw == typeof(ulong)) return Whole<ulong>();
        if (raw == typeof(TimeSpan)) return OrEmpty((ReadOnlySpan<char> text, out TimeSpan value) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value));
        if (raw == typeof(DateTime)) return OrEmpty((ReadOnlySpan<char> text, out DateTime value) => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out value));
        if (raw == typeof(DateTimeOffset)) return OrEmpty((ReadOnlySpan<char> text, out DateTimeOffset value) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value));
        throw new NotSupportedException($"Values of type {type} cannot be read from text.");
    }

    private static FieldParser<T> OrEmpty<T>(FieldParser<T> parse) => (ReadOnlySpan<char> text, out T value) =>
    {
        value = default!;
        text = text.Trim();
        return text.IsEmpty || parse(text, out value);
    };

    private static FieldParser<T> Whole<T>()
        where T : struct, ISpanParsable<T>
        => OrEmpty((ReadOnlySpan<char> text, out T value) => T.TryParse(text, CultureInfo.InvariantCulture, out value));

    private static FieldParser<T> Real<T>(TextLoader.Options options, T nan)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        T empty = options.MissingRealsAsNaNs ? nan : T.Zero;
        char marker = options.DecimalMarker;
        return (ReadOnlySpan<char> text, out T value) =>
        {
            text = text.Trim();
            value = empty;
            if (text.IsEmpty || TryParseSmall(text, ref value)) return true;
            value = nan;
            if (text is "?") return true;
            const int longest = 128;
            if (marker != '.' && text.Length <= longest)
            {
                Span<char> pointed = stackalloc char[text.Length];
                text.Replace(pointed, marker, '.');
                // A point in the text is no decimal marker here.
                return !text.Contains('.') && TryParseReal(pointed, nan, out value);
            }
            return TryParseReal(text, nan, out value);
        };
    }

    // A few digits and nothing else, as pixels are: much the commonest, and exact in every type.
    private static bool TryParseSmall<T>(ReadOnlySpan<char> text, ref T value)
        where T : struct, System.Numerics.INumberBase<T>
    {
        const int most = 6;
        if (text.Length > most) return false;
        int number = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            number = (number * 10) + (c - '0');
        }
        value = T.CreateTruncating(number);
        return true;
    }

    private static bool TryParseReal<T>(ReadOnlySpan<char> text, T nan, out T value)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return true;
        bool negative = text[0] == '-';
        ReadOnlySpan<char> name = negative || text[0] == '+' ? text[1..] : text;
        bool infinite = name is "∞" || name.Equals("inf", StringComparison.OrdinalIgnoreCase) || name.Equals("infinity", StringComparison.OrdinalIgnoreCase);
        value = !infinite ? nan : negative ? T.NegativeInfinity : T.PositiveInfinity;
        return infinite;
    }

    private static bool TryParseBoolean(ReadOnlySpan<char> text, out bool value)
    {
        text = text.Trim();
        Span<char> lower = stackalloc char[Math.Min(text.Length, 5)];
        value = false;
        if (text.Length > lower.Length) return false;
        text.ToLowerInvariant(lower);
        value = lower is "true" or "yes" or "t" or "y" or "1" or "+1" or "+";
        return value || lower is "false" or "no" or "f" or "n" or "0" or "-1" or "-" or "";
    }

    // The file counts keys from 0; what is no such number is a missing key.
    private static Delegate CreateKey(Type raw, ulong count)
    {
        if (raw == typeof(byte)) return Key(count, key => (byte)key);
        if (raw == typeof(ushort)) return Key(count, key => (ushort)key);
        return raw == typeof(uint) ? Key(count, key => (uint)key) : Key(count, key => key);
    }

    private static FieldParser<T> Key<T>(ulong count, Func<ulong, T> narrow) => (ReadOnlySpan<char> text, out T value) =>
    {
        bool isKey = ulong.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) && number < count;
        value = narrow(isKey ? number + 1 : 0);
        return true;
    };
}
