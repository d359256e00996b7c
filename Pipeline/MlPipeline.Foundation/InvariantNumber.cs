using System.Globalization;

namespace MlPipeline.Foundation;

/// <summary>
/// Reads numbers that people type, the same under every culture. Text is refused unless all of it is one finite number
/// in the form 12, -3, 0.5 or 1e-4: a decimal comma or a thousands separator is never guessed at.
/// </summary>
public static class InvariantNumber
{
    /// <summary>The form of numbers, for messages.</summary>
    public const string Form = "a number such as 0.5, 12 or 1e-4, with a point before decimals";

    /// <summary>The form of integers, for messages.</summary>
    public const string WholeForm = "a whole number such as 12, without separators";

    private const NumberStyles Decimal =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads a finite number in double precision.</summary>
    public static bool TryParseDouble(string text, out double value) =>
        double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>Reads a finite number in single precision.</summary>
    public static bool TryParseSingle(string text, out float value) =>
        float.TryParse(text, Decimal, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    /// <summary>Reads an integer.</summary>
    public static bool TryParseInt32(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
