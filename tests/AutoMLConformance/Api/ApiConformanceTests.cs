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
        ApiComparison comparison = new(Listing(), KnownInternals());
        string[] violations = [.. EditionTypes().SelectMany(comparison.Compare).Order(StringComparer.Ordinal)];
        Assert.True(violations.Length == 0, $"{violations.Length} things are not in ML.NET's API:\n{string.Join("\n", violations)}");
    }

    [SkippableFact]
    public void What_is_said_to_be_missing_in_the_listing_is_needed()
    {
        ApiComparison comparison = new(Listing(), KnownInternals());
        foreach (Type type in EditionTypes()) Assert.NotNull(comparison.Compare(type).ToList());
        Assert.True(!comparison.Unused.Any(), $"Take these lines out of KnownInternals.txt, the edition no longer has them or the listing does:\n{string.Join("\n", comparison.Unused)}");
    }

    /// <summary>Else a class of ours that implements the interface compiles here, and does not against the packages.</summary>
    [SkippableFact]
    public void Interfaces_of_the_edition_ask_for_all_that_the_packages_ask_for()
    {
        ApiListing listing = Listing();
        string[] missing = [.. EditionTypes().Where(type => type.IsInterface).SelectMany(type =>
            (listing.Find(ApiLine.Name(type))?.Members ?? []).Except(ApiLine.Members(type)).Select(member => $"{ApiLine.Name(type)} | {member}"))];
        Assert.True(missing.Length == 0, $"ML.NET's interfaces have these members as well:\n{string.Join("\n", missing)}");
    }

    [SkippableFact]
    public void Abstract_classes_of_the_edition_ask_for_all_that_the_packages_ask_for()
    {
        ApiListing listing = Listing();
        string[] missing = [.. EditionTypes().Where(type => type is { IsAbstract: true, IsSealed: false, IsInterface: false }).SelectMany(type =>
            (listing.Find(ApiLine.Name(type))?.Members ?? []).Where(member => member.StartsWith("abstract ", StringComparison.Ordinal))
                .Except(ApiLine.Members(type)).Select(member => $"{ApiLine.Name(type)} | {member}"))];
        Assert.True(missing.Length == 0, $"ML.NET's abstract classes have these members as well:\n{string.Join("\n", missing)}");
    }

    private static IEnumerable<Type> EditionTypes()
    {
        Assembly edition = typeof(AutoCatalog).Assembly;
        Skip.If(edition.GetName().Name != "MlPipeline.AutoML", "built against the package Microsoft.ML.AutoML, so there is no edition to compare.");
        return edition.GetTypes().Where(type => ApiLine.IsVisible(type) && !type.IsDefined(typeof(CompilerGeneratedAttribute)));
    }

    private static ApiListing Listing() => new(Directory.GetFiles(Folder, "Microsoft.ML.*.txt").SelectMany(File.ReadLines));

    private static IEnumerable<string> KnownInternals() =>
        File.ReadLines(Path.Combine(Folder, "KnownInternals.txt")).Where(line => line.Length > 0 && line[0] != '#');
}
