namespace MlPipeline.AutoMLConformance.Tests.Api;

/// <summary>
/// ML.NET's API as the listings in api/ have it: types by name, and their members, accessibility left out.
/// </summary>
internal sealed class ApiListing
{
    private static readonly string[] Accessibilities =
    [
        "public ",
        "protected ",
        "(internal) ",
        "(private protected) ",
        "(nonpublic) ",
    ];

    private readonly Dictionary<string, ListedType> _types = [];

    public ApiListing(IEnumerable<string> lines)
    {
        ListedType? current = null;
        foreach (string line in lines)
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                current!.Members.Add(WithoutAccessibility(line.Trim()));
                continue;
            }
            string[] declaration = WithoutAccessibility(line).Split(" : ", 2);
            int name = NameStart(declaration[0]);
            current = new ListedType(
                declaration[0][..(name - 1)],
                declaration.Length > 1 ? SplitBases(declaration[1]) : [],
                []
            );
            _types[declaration[0][name..]] = current;
        }
    }

    /// <summary>A type: <c>sealed class</c>, its base class and interfaces, its members.</summary>
    internal sealed record ListedType(string Kind, IReadOnlyList<string> Bases, HashSet<string> Members);

    public ListedType? Find(string name) => _types.GetValueOrDefault(name);

    /// <summary>
    /// The line most like another: of the members of the same name, the one that shares most of its beginning and end.
    /// </summary>
    public static string? Nearest(string line, IEnumerable<string> lines) =>
        lines.Where(other => MemberName(other) == MemberName(line)).MaxBy(other => CommonEnds(line, other));

    // The name is the word before the parameters or accessors; only a type that is an argument contains spaces after
    // '<'.
    private static int NameStart(string declaration)
    {
        int generic = declaration.IndexOf('<', StringComparison.Ordinal);
        return declaration.LastIndexOf(' ', generic < 0 ? declaration.Length - 1 : generic) + 1;
    }

    private static string MemberName(string line)
    {
        string head = line.Split('(', '{', '=')[0].TrimEnd();
        int open = head.EndsWith('>') ? head.LastIndexOf('<') : head.Length;
        string name = head[..open];
        return name[(name.LastIndexOf(' ') + 1)..].Split('[')[0];
    }

    private static int CommonEnds(string a, string b)
    {
        int shorter = Math.Min(a.Length, b.Length);
        int start = 0;
        int end = 0;
        while (start < shorter && a[start] == b[start])
            start++;
        while (end < shorter - start && a[^(end + 1)] == b[^(end + 1)])
            end++;
        return start + end;
    }

    /// <summary>Splits at the commas that are not inside of angle brackets.</summary>
    private static List<string> SplitBases(string bases)
    {
        List<string> parts = [];
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= bases.Length; i++)
        {
            if (i == bases.Length || (bases[i] == ',' && depth == 0))
            {
                parts.Add(bases[start..i].Trim());
                start = i + 1;
            }
            else if (bases[i] == '<')
                depth++;
            else if (bases[i] == '>')
                depth--;
        }
        return parts;
    }

    private static string WithoutAccessibility(string line) =>
        Accessibilities.FirstOrDefault(prefix => line.StartsWith(prefix, StringComparison.Ordinal)) is { } accessibility
            ? line[accessibility.Length..]
            : line;
}
