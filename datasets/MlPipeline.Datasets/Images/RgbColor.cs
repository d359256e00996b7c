using System.Globalization;

namespace MlPipeline.Datasets.Images;

/// <summary>A colour.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly record struct RgbColor(byte Red, byte Green, byte Blue)
{
    /// <summary>The forms that <see cref="TryParse"/> reads, as a message says them.</summary>
    public const string Form = "white, black, gray, red, green, blue, yellow, or #rrggbb such as #f0f0f0";

    private static readonly Dictionary<string, RgbColor> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["white"] = new(255, 255, 255),
        ["black"] = new(0, 0, 0),
        ["gray"] = new(128, 128, 128),
        ["grey"] = new(128, 128, 128),
        ["red"] = new(255, 0, 0),
        ["green"] = new(0, 128, 0),
        ["blue"] = new(0, 0, 255),
        ["yellow"] = new(255, 255, 0),
    };

    /// <summary>White.</summary>
    public static RgbColor White { get; } = new(255, 255, 255);

    /// <summary>Black.</summary>
    public static RgbColor Black { get; } = new(0, 0, 0);

    /// <summary>The luma of the colour (ITU-R BT.601), rounded. A gray colour gives its own value.</summary>
    public byte Luma => LumaOf(Red, Green, Blue);

    /// <summary>Reads the name of a colour, or <c>#rrggbb</c>.</summary>
    public static bool TryParse(string text, out RgbColor color)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Names.TryGetValue(text, out color))
            return true;
        if (text is not ['#', .. { Length: 6 } digits])
            return false;
        if (!uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value))
            return false;
        color = new RgbColor((byte)(value >> 16), (byte)(value >> 8), (byte)value);
        return true;
    }

    /// <summary>The colour as <c>#rrggbb</c>.</summary>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    internal static byte LumaOf(int red, int green, int blue) =>
        (byte)((299 * red + 587 * green + 114 * blue + 500) / 1000);
}
