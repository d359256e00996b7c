using MlPipeline.Architecture.Tests;

namespace MlPipeline.AutoMLConformance.Tests.Api;

/// <summary>Compares types with the listing of ML.NET's API and says, a line each, what differs.</summary>
internal sealed class ApiComparison(ApiListing listing, IEnumerable<string> known)
{
    private readonly HashSet<string> _unused = [.. known];
    private readonly HashSet<string> _known = [.. known];

    /// <summary>Of what is known to be missing in the listing: what no comparison needed.</summary>
    public IEnumerable<string> Unused => _unused.Order(StringComparer.Ordinal);

    public IEnumerable<string> Compare(Type type)
    {
        string name = ApiLine.Name(type);
        if (listing.Find(name) is not { } listed)
        {
            if (!IsKnown(name)) yield return $"{name}: ML.NET has no such type";
            yield break;
        }
        if (ApiLine.Kind(type) != listed.Kind) yield return $"{name}: {ApiLine.Kind(type)} here, {listed.Kind} in ML.NET";
        foreach (string missing in ApiLine.Bases(type).Except(listed.Bases))
            if (!IsKnown($"{name} : {missing}"))
                yield return $"{name} : {missing}\n    ML.NET: {(listed.Bases.Count > 0 ? string.Join(", ", listed.Bases) : "nothing")}";
        foreach (string member in ApiLine.Members(type).Except(listed.Members))
            if (!IsKnown($"{name} | {member}"))
                yield return $"{name} | {member}\n    ML.NET: {ApiListing.Nearest(member, listed.Members) ?? "no such member"}";
    }

    private bool IsKnown(string entry)
    {
        _unused.Remove(entry);
        return _known.Contains(entry);
    }
}
