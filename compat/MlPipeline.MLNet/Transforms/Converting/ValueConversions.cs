using System.Globalization;
using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>
/// From values of one item type to values of another: numbers and booleans among each other, text to them and all types to
/// text. A text that cannot be read becomes the type's missing value: NaN where there is one, else zero.
/// </summary>
internal static class ValueConversions
{
    /// <summary>The conversion, or null when there is none.</summary>
    public static ValueMapper<TSource, TTarget>? GetOrNull<TSource, TTarget>()
    {
        Delegate? conversion = typeof(TSource) == typeof(TTarget) ? Same<TSource>()
            : typeof(TTarget) == typeof(ReadOnlyMemory<char>) ? ToText<TSource>()
            : typeof(TSource) == typeof(ReadOnlyMemory<char>) ? FromText(typeof(TTarget))
            : typeof(TSource) == typeof(bool) ? PrimitiveTypes.VisitNumber(typeof(TTarget), new FromBoolean())
            : PrimitiveTypes.VisitNumber(typeof(TSource), new FromNumber(typeof(TTarget)));
        return (ValueMapper<TSource, TTarget>?)conversion;
    }

    private static ValueMapper<T, T> Same<T>() => (in T source, ref T target) => target = source;

    private static ValueMapper<T, ReadOnlyMemory<char>> ToText<T>()
        => (in T source, ref ReadOnlyMemory<char> target) => target = TextOf(source).AsMemory();

    // Missing values have no text.
    private static string TextOf<T>(T value) => value switch
    {
        float number when float.IsNaN(number) => "",
        double number when double.IsNaN(number) => "",
        bool boolean => boolean ? "True" : "False",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    private static Delegate? FromText(Type target)
        => target == typeof(bool) ? new ValueMapper<ReadOnlyMemory<char>, bool>(ParseBoolean)
            : target == typeof(DateTime) ? Parser<DateTime>()
            : target == typeof(DateTimeOffset) ? Parser<DateTimeOffset>()
            : target == typeof(TimeSpan) ? Parser<TimeSpan>()
            : PrimitiveTypes.VisitNumber(target, new NumberFromText());

    private static ValueMapper<ReadOnlyMemory<char>, T> Parser<T>()
        where T : struct, ISpanParsable<T>
        => (in ReadOnlyMemory<char> source, ref T target) =>
            target = T.TryParse(source.Span.Trim(), CultureInfo.InvariantCulture, out T value) ? value : default;

    private static void ParseBoolean(in ReadOnlyMemory<char> source, ref bool target)
    {
        ReadOnlySpan<char> text = source.Span.Trim();
        target = text is "1" or "+1" or "+"
            || text.Equals("true", StringComparison.OrdinalIgnoreCase)
            || text.Equals("yes", StringComparison.OrdinalIgnoreCase)
            || text.Equals("t", StringComparison.OrdinalIgnoreCase)
            || text.Equals("y", StringComparison.OrdinalIgnoreCase);
    }

    private sealed class NumberFromText : INumberTypeVisitor<Delegate>
    {
        public Delegate Visit<T>()
            where T : struct, INumber<T>
        {
            T missing = typeof(T) == typeof(float) ? T.CreateTruncating(float.NaN)
                : typeof(T) == typeof(double) ? T.CreateTruncating(double.NaN) : T.Zero;
            return new ValueMapper<ReadOnlyMemory<char>, T>((in ReadOnlyMemory<char> source, ref T target) =>
                target = T.TryParse(source.Span.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out T value) ? value : missing);
        }
    }

    private sealed class FromBoolean : INumberTypeVisitor<Delegate>
    {
        public Delegate Visit<T>()
            where T : struct, INumber<T>
            => new ValueMapper<bool, T>((in bool source, ref T target) => target = source ? T.One : T.Zero);
    }

    private sealed class FromNumber(Type target) : INumberTypeVisitor<Delegate?>
    {
        public Delegate? Visit<T>()
            where T : struct, INumber<T>
            => target == typeof(bool)
                ? new ValueMapper<T, bool>((in T source, ref bool result) => result = !T.IsZero(source) && !T.IsNaN(source))
                : PrimitiveTypes.VisitNumber(target, new NumberFromNumber<T>());
    }

    private sealed class NumberFromNumber<TSource> : INumberTypeVisitor<Delegate>
        where TSource : struct, INumber<TSource>
    {
        public Delegate Visit<T>()
            where T : struct, INumber<T>
            => new ValueMapper<TSource, T>((in TSource source, ref T target) => target = T.CreateTruncating(source));
    }
}
