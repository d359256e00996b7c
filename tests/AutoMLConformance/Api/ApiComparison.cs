using MlPipeline.Architecture.Tests;

namespace MlPipeline.AutoMLConformance.Tests.Api;

/// <summary>Compares types with the listing of ML.NET's API and says, a line each, what differs.</summary>
internal sealed class ApiComparison(ApiListing listing)
{
    public IEnumerable<string> Compare(Type type)
    {
        string name = ApiLine.Name(type);
        if (listing.Find(name) is not { } listed)
        {
            yield return $"{name}: ML.NET has no such type";
            yield break;
        }
        string kind = ApiLine.Kind(type);
        if (kind != listed.Kind)
            yield return $"{name}: {kind} here, {listed.Kind} in ML.NET";
        string bases = listed.Bases.Count > 0 ? string.Join(", ", listed.Bases) : "nothing";
        foreach (string missing in ApiLine.Bases(type).Except(listed.Bases))
            yield return $"{name} : {missing}\n    ML.NET: {bases}";
        foreach (string member in ApiLine.Members(type).Except(listed.Members))
        {
            string nearest = ApiListing.Nearest(member, listed.Members) ?? "no such member";
            yield return $"{name} | {member}\n    ML.NET: {nearest}";
        }
    }
}
