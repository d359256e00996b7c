using System.Globalization;
using System.Text;
using MlPipeline.Datasets;
using MlPipeline.Foundation;
using MlPipeline.Network;

namespace MlPipeline.Cli.Input;

/// <summary>The values of an enum as words on the command line: <c>LeakyReLU</c> is <c>leaky-relu</c>.</summary>
internal static class Choice
{
    // Words that others use for a value.
    private static readonly Dictionary<string, Enum> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["random"] = InitializerKind.Normal,
    };

    public static string Of(object value) => Word(value.ToString()!);

    public static string All<TEnum>()
        where TEnum : struct, Enum => All(typeof(TEnum));

    public static string All(Type type) => string.Join("|", Enum.GetNames(type).Select(Word));

    /// <exception cref="InputException">There is no such value; the message suggests the nearest one.</exception>
    public static TEnum Parse<TEnum>(string option, string text)
        where TEnum : struct, Enum => (TEnum)Parse(typeof(TEnum), option, text);

    /// <exception cref="InputException">There is no such value; the nearest is suggested.</exception>
    public static object Parse(Type type, string option, string text)
    {
        if (Synonyms.TryGetValue(text, out Enum? synonym) && synonym.GetType() == type)
            return synonym;
        foreach (object value in Enum.GetValues(type))
            if (Plain(text).Equals(Plain(value.ToString()!), StringComparison.OrdinalIgnoreCase))
                return value;
        string[] words = [.. Enum.GetNames(type).Select(Word)];
        throw new InputException(
            $"{option} is '{text}'; did you mean '{NearestName.Of(text, words)}'? There are {string.Join(", ", words)}."
        );
    }

    private static string Plain(string text) =>
        text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    // A hyphen before each word: an upper-case letter after a lower-case one. Abbreviations stay one word.
    private static string Word(string name)
    {
        string spelled = name.Replace("LU", "lu", StringComparison.Ordinal)
            .Replace("RmsProp", "Rmsprop", StringComparison.Ordinal)
            .Replace("AdamW", "Adamw", StringComparison.Ordinal);
        var word = new StringBuilder();
        for (int i = 0; i < spelled.Length; i++)
        {
            if (i > 0 && char.IsUpper(spelled[i]) && char.IsLower(spelled[i - 1]))
                word.Append('-');
            word.Append(char.ToLower(spelled[i], CultureInfo.InvariantCulture));
        }
        return word.ToString();
    }
}
