using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>The comments at the head of a text file that say how to load it: <c>#@ TextLoader{</c>, one setting a line, <c>#@ }</c>.</summary>
internal static class EmbeddedOptions
{
    public const string Prefix = "#@";

    private static readonly (string Name, char Separator)[] SeparatorNames = [("tab", '\t'), ("space", ' '), ("comma", ','), ("semicolon", ';')];

    public static string NameOf(char separator)
    {
        int index = Array.FindIndex(SeparatorNames, entry => entry.Separator == separator);
        return index >= 0 ? SeparatorNames[index].Name : separator.ToString();
    }

    /// <summary>Takes over what the first file says, if it says anything.</summary>
    public static void Apply(TextLoader.Options options, IMultiStreamSource source)
    {
        using TextReader reader = source.OpenTextReader(0);
        List<TextLoader.Column> columns = [];
        bool inside = false;
        for (int number = 1; reader.ReadLine() is { } line && line.StartsWith(Prefix, StringComparison.Ordinal); number++)
        {
            string setting = line[Prefix.Length..].Trim();
            if (setting.StartsWith("TextLoader{", StringComparison.Ordinal)) inside = true;
            else if (setting == "}") break;
            else if (inside && !TryApply(options, columns, setting)) throw new FormatException($"File '{source.GetPathOrNull(0)}', line {number}: '{setting}' is no setting of a text loader; correct it, or give the columns in the options.");
        }
        if (columns.Count > 0) options.Columns = [.. columns];
    }

    private static bool TryApply(TextLoader.Options options, List<TextLoader.Column> columns, string setting)
    {
        bool on = setting.EndsWith('+');
        switch (setting.TrimEnd('+', '-'))
        {
            case "header": options.HasHeader = on; return true;
            case "quote": options.AllowQuoting = on; return true;
            case "sparse": options.AllowSparse = on; return true;
            case "multilines": options.ReadMultilines = on; return true;
        }
        if (setting.StartsWith("sep=", StringComparison.Ordinal)) return TrySeparator(options, setting[4..]);
        return setting.StartsWith("col=", StringComparison.Ordinal) && TryColumn(columns, setting[4..]);
    }

    private static bool TrySeparator(TextLoader.Options options, string name)
    {
        int index = Array.FindIndex(SeparatorNames, entry => entry.Name == name);
        if (index < 0 && name.Length != 1) return false;
        options.Separators = [index >= 0 ? SeparatorNames[index].Separator : name[0]];
        return true;
    }

    // name:type:ranges, of which the name may hold colons of its own.
    private static bool TryColumn(List<TextLoader.Column> columns, string text)
    {
        int last = text.LastIndexOf(':');
        int middle = last > 0 ? text.LastIndexOf(':', last - 1) : -1;
        if (middle <= 0 || !TypeCodes.TryParse(text[(middle + 1)..last], out DataKind kind, out KeyCount? keyCount)) return false;
        List<TextLoader.Range> ranges = [];
        foreach (string part in text[(last + 1)..].Split(','))
        {
            if (!TryRange(part, out TextLoader.Range? range)) return false;
            ranges.Add(range!);
        }
        columns.Add(new TextLoader.Column(text[..middle], kind, [.. ranges], keyCount));
        return true;
    }

    private static bool TryRange(string text, out TextLoader.Range? range)
    {
        range = null;
        string[] ends = text.Split('-');
        if (ends.Length > 2 || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int min)) return false;
        if (ends.Length == 1) range = new TextLoader.Range(min);
        else if (ends[1] == "*") range = new TextLoader.Range(min, null);
        else if (ends[1] == "**") range = new TextLoader.Range { Min = min, VariableEnd = true };
        else if (int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out int max) && max >= min) range = new TextLoader.Range(min, max) { ForceVector = true };
        return range != null;
    }
}
