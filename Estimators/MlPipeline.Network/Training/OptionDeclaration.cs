using System.Globalization;
using System.Text;

namespace MlPipeline.Network.Training;

/// <summary>
/// Describes one option. Validation, the command line, search spaces and reports derive from this description.
/// CONTRIBUTING.md shows how an option is added.
/// </summary>
/// <param name="Name">The name in search spaces and checkpoints, such as <c>LabelSmoothing</c>.</param>
/// <param name="Type">The type of a value; of a nullable option, the type without the question mark.</param>
/// <param name="Help">One sentence, which the help of the command line shows.</param>
public record OptionDeclaration(string Name, Type Type, string Help)
{
    /// <summary>The name on the command line. Default: <c>--label-smoothing</c> for <c>LabelSmoothing</c>.</summary>
    public string CommandLineName { get; init; } = "--" + Hyphenated(Name);

    /// <summary>The numbers that are allowed. Default: all, or the option is no number.</summary>
    public OptionRange? Range { get; init; }

    /// <summary>Whether null is a value, which means that the default applies.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What applies where an optional value is null, in words. Default: <c>none</c>.</summary>
    public string DefaultWords { get; init; } = "none";

    /// <summary>Whether the command line has the option.</summary>
    public bool IsTyped { get; init; } = true;

    /// <summary>
    /// The unit in which a value is typed, such as 1,048,576 for bytes that are typed as megabytes. Default: 1.
    /// </summary>
    public int TypedUnit { get; init; } = 1;

    /// <summary>Whether search spaces can have the option.</summary>
    public bool IsSearched { get; init; } = true;

    /// <summary>The optimizers that use the option; with others it has no effect. Default: all.</summary>
    public IReadOnlyList<OptimizerKind>? Optimizers { get; init; }

    /// <summary>
    /// Reads a value that has a grammar of its own, such as a schedule. Returns null where the text is not a value, or
    /// throws a FormatException that says why. Default: none, for numbers, flags and enums.
    /// </summary>
    public Func<string, object?>? Parse { get; init; }

    /// <summary>What <see cref="Parse"/> reads, in words that follow "give".</summary>
    public string Form { get; init; } = "";

    /// <summary>Writes a value as <see cref="Parse"/> reads it. Default: its invariant text.</summary>
    public Func<object, string> ToText { get; init; } =
        value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>Checks a value.</summary>
    /// <param name="value">The value; null is the default of an optional option.</param>
    /// <param name="name">The option as the caller wrote it.</param>
    /// <exception cref="ArgumentException">The value is not allowed.</exception>
    public void Check(object? value, string name)
    {
        if (value == null)
        {
            if (!IsOptional)
                throw new ArgumentNullException(name);
            return;
        }
        if (Range is { } range && !range.Contains(Convert.ToDouble(value, CultureInfo.InvariantCulture)))
            throw new ArgumentOutOfRangeException(name, $"{name} is {ToText(value)}; give {range.Words}.");
        if (Type.IsEnum && !Enum.IsDefined(Type, value))
            throw new ArgumentOutOfRangeException(
                name,
                $"{name} is {ToText(value)}; choose one of {string.Join(", ", Enum.GetNames(Type))}."
            );
    }

    private static string Hyphenated(string name)
    {
        var words = new StringBuilder();
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append('-');
            words.Append(char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }
}
