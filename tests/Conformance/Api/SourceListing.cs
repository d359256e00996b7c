using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace MlPipeline.Conformance.Tests.Api;

/// <summary>
/// The listing of Microsoft.ML.ImageAnalytics, which was read from its sources: names without namespaces, members of nested
/// classes under the outer one, and no values of defaults and constants. So lines are compared without those.
/// </summary>
internal sealed partial class SourceListing
{
    private readonly Dictionary<string, HashSet<string>> _types = [];

    public SourceListing(IEnumerable<string> lines)
    {
        HashSet<string> members = [];
        foreach (string line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                members.Add(Plain(line));
                continue;
            }
            Match type = TypeLine().Match(line);
            HashSet<string> ofType = [Plain(type.Groups["head"].Value)];
            _types[type.Groups["name"].Value] = ofType;
            // An enum stands between the members of the class that it is nested in.
            if (type.Groups["kind"].Value == "enum") ofType.Add(Enumerators(line));
            else members = ofType;
        }
    }

    /// <summary>Whether the listing has a type of that name.</summary>
    public bool Has(Type type) => _types.ContainsKey(type.Name);

    /// <summary>What of a type the listing does not have, a line each.</summary>
    public IEnumerable<string> Compare(Type type) => Describe(type).Except(_types[type.Name]).Select(line => $"{type.Name} | {line}");

    private static IEnumerable<string> Describe(Type type)
    {
        // The sources name the base class; what that one implements they need not repeat.
        string bases = string.Join(", ", ApiLine.Bases(type).Select(Plain).Where(name => name is not ("ITransformer" or "ICanSaveModel") && !name.StartsWith("IEstimator<", StringComparison.Ordinal) && !name.StartsWith("IEquatable<", StringComparison.Ordinal)));
        string kind = type.IsEnum ? "enum" : Plain(ApiLine.Kind(type));
        string width = type.IsEnum && Enum.GetUnderlyingType(type) != typeof(int) ? ApiLine.Name(Enum.GetUnderlyingType(type)) : bases;
        yield return $"{kind} {type.Name}{(width.Length > 0 ? " : " + width : "")}";
        if (type.IsEnum)
        {
            yield return string.Join(" ", Enum.GetNames(type).Select(name => $"{name}={Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}"));
            yield break;
        }
        foreach (MemberInfo member in ApiLine.VisibleMembers(type))
        {
            if (member.DeclaringType != type || IsReached(member) || ApiLine.Of(member) is not { } line) continue;
            yield return Plain(line.Replace(".ctor(", type.Name + "(", StringComparison.Ordinal));
        }
    }

    // Members that are internal in ML.NET and that we make public: the listing leaves them out.
    private static bool IsReached(MemberInfo member) => member.Name is "MakeRowMapper" or "SaveModel" or "CheckInputColumn" || (member.Name == "Equals" && ((MethodInfo)member).GetParameters()[0].ParameterType == typeof(object));

    /// <summary>Without accessibility and other modifiers, accessors, defaults and the names that qualify names.</summary>
    private static string Plain(string line)
    {
        string plain = Modifiers().Replace(line.Trim(), "");
        plain = Accessors().Replace(plain, "");
        plain = Defaults().Replace(plain, "");
        plain = Qualifiers().Replace(plain, "");
        return plain.Replace("Single?", "float?", StringComparison.Ordinal).Replace("Image.", "", StringComparison.Ordinal).Trim();
    }

    // NAME, NAME = 3 or NAME = 0x02, after attributes and pragmas; a value made of others is looked up among them.
    private static string Enumerators(string line)
    {
        string body = Noise().Replace(line[(line.IndexOf('{', StringComparison.Ordinal) + 1)..line.LastIndexOf('}')], " ");
        Dictionary<string, long> values = [];
        long next = 0;
        foreach (string part in body.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length > 1) next = sides[1].Split('|', StringSplitOptions.TrimEntries).Aggregate(0L, (sum, value) => sum | (values.TryGetValue(value, out long named) ? named : Number(value)));
            values[sides[0]] = next++;
        }
        // Enum.GetNames has them by value.
        return string.Join(" ", values.OrderBy(pair => (ulong)pair.Value).Select(pair => $"{pair.Key}={pair.Value}"));
    }

    private static long Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? long.Parse(text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : long.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^public (?<head>(?:(?:static|sealed|abstract) )*(?<kind>class|enum|struct|interface) (?<name>\w+)[^{]*)")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"\b(public|protected|internal|override|readonly|const|unsafe|virtual|abstract) ")]
    private static partial Regex Modifiers();

    [GeneratedRegex(@" \{ (get; )?(set; )?\}$")]
    private static partial Regex Accessors();

    [GeneratedRegex(@" = [^,)]+")]
    private static partial Regex Defaults();

    [GeneratedRegex(@"\b(?:\w+\.)+(?=\w)")]
    private static partial Regex Qualifiers();

    [GeneratedRegex(@"\[[^\]]*\]|#pragma warning (disable|restore) \w+")]
    private static partial Regex Noise();
}
