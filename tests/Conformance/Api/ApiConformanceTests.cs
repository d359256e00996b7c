using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML;

namespace MlPipeline.Conformance.Tests.Api;

/// <summary>Every public type and member of compat is one of ML.NET 5.0.0's, accessibility aside.</summary>
public class ApiConformanceTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "api");

    [SkippableFact]
    public void Every_public_type_and_member_of_compat_is_in_MLNet()
    {
        Assembly compat = typeof(MLContext).Assembly;
        Skip.If(compat.GetName().Name != "MlPipeline.MLNet", "Skipped: built against ML.NET's packages, there is no compat to compare.");
        Dictionary<string, (string Kind, HashSet<string> Members)> listing = ReadListings();
        HashSet<string> known = [.. File.ReadLines(Path.Combine(Folder, "KnownInternals.txt")).Where(line => line.Length > 0 && line[0] != '#')];
        List<string> violations = [];
        foreach (Type type in compat.GetTypes().Where(t => IsVisible(t) && !t.IsDefined(typeof(CompilerGeneratedAttribute))))
        {
            string line = ApiLine.Of(type), name = line[(line.LastIndexOf(' ', line.Contains('<', StringComparison.Ordinal) ? line.IndexOf('<', StringComparison.Ordinal) : line.Length - 1) + 1)..];
            if (!listing.TryGetValue(name, out (string Kind, HashSet<string> Members) listed))
            {
                if (!known.Contains(name)) violations.Add(name);
                continue;
            }
            if (listed.Kind != line) violations.Add($"{name}: here '{line}', ML.NET '{listed.Kind}'");
            violations.AddRange(ApiLine.Members(type).Select(member => (member, key: $"{name} | {member}"))
                .Where(m => !listed.Members.Contains(m.member) && !known.Contains(m.key)).Select(m => m.key));
        }
        Assert.True(violations.Count == 0, $"{violations.Count} things are not in ML.NET's API:\n{string.Join("\n", violations.Order(StringComparer.Ordinal))}");
    }

    private static bool IsVisible(Type type) => type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily) && IsVisible(type.DeclaringType!));

    private static Dictionary<string, (string Kind, HashSet<string> Members)> ReadListings()
    {
        Dictionary<string, (string, HashSet<string>)> types = [];
        HashSet<string> members = [];
        foreach (string line in Directory.GetFiles(Folder, "Microsoft.ML.*.txt").SelectMany(File.ReadLines))
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                members.Add(WithoutAccessibility(line.Trim()));
                continue;
            }
            string type = WithoutAccessibility(line), kind = type.Split(" : ")[0];
            int generic = kind.IndexOf('<', StringComparison.Ordinal);
            types[kind[(kind.LastIndexOf(' ', generic < 0 ? kind.Length - 1 : generic) + 1)..]] = (kind, members = []);
        }
        return types;
    }

    private static string WithoutAccessibility(string line)
    {
        foreach (string prefix in (string[])["public ", "(internal) ", "(private protected) ", "(nonpublic) ", "protected "])
            if (line.StartsWith(prefix, StringComparison.Ordinal))
                return line[prefix.Length..];
        return line;
    }
}
