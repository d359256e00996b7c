using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML.AutoML;
using MlPipeline.Architecture.Tests;

namespace MlPipeline.AutoMLConformance.Tests.Api;

/// <summary>Every public type and member of the edition is one of Microsoft.ML.AutoML's.</summary>
public class ApiConformanceTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Api", "Listing");

    [SkippableFact]
    public void Every_public_type_and_member_of_the_edition_is_in_the_package()
    {
        ApiComparison comparison = new(Listing());
        AssertNone("are not in ML.NET's API", EditionTypes().SelectMany(comparison.Compare));
    }

    /// <summary>
    /// Otherwise a class of ours that implements the interface would compile here, and not against the package.
    /// </summary>
    [SkippableFact]
    public void Interfaces_of_the_edition_ask_for_all_that_the_package_asks_for()
    {
        ApiListing listing = Listing();
        AssertNone(
            "are asked for by ML.NET's interfaces as well",
            EditionTypes().Where(type => type.IsInterface).SelectMany(type => Missing(listing, type, _ => true))
        );
    }

    [SkippableFact]
    public void Abstract_classes_of_the_edition_ask_for_all_that_the_package_asks_for()
    {
        ApiListing listing = Listing();
        AssertNone(
            "are asked for by ML.NET's abstract classes as well",
            EditionTypes()
                .Where(type => type is { IsAbstract: true, IsSealed: false, IsInterface: false })
                .SelectMany(type => Missing(listing, type, IsAbstract))
        );

        static bool IsAbstract(string member) => member.StartsWith("abstract ", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Missing(ApiListing listing, Type type, Func<string, bool> isAskedFor)
    {
        string name = ApiLine.Name(type);
        IEnumerable<string> listed = listing.Find(name)?.Members ?? [];
        return listed.Where(isAskedFor).Except(ApiLine.Members(type)).Select(member => $"{name} | {member}");
    }

    private static void AssertNone(string what, IEnumerable<string> found)
    {
        string[] lines = [.. found.Order(StringComparer.Ordinal)];
        Assert.True(lines.Length == 0, $"{lines.Length} things {what}:\n{string.Join("\n", lines)}");
    }

    private static IEnumerable<Type> EditionTypes()
    {
        Skip.IfNot(Source.IsEdition, "built against the package Microsoft.ML.AutoML; there is no edition to compare.");
        Assembly edition = typeof(AutoCatalog).Assembly;
        return edition
            .GetTypes()
            .Where(type => ApiLine.IsVisible(type) && !type.IsDefined(typeof(CompilerGeneratedAttribute)));
    }

    private static ApiListing Listing() =>
        new(Directory.GetFiles(Folder, "Microsoft.ML.*.txt").SelectMany(File.ReadLines));
}
