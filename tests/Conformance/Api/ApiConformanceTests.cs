using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML;

namespace MlPipeline.Conformance.Tests.Api;

/// <summary>Every public type and member of compat is one of ML.NET 5.0.0's, accessibility aside.</summary>
public class ApiConformanceTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "api");
    private static readonly string ImageListingFile = Path.Combine(Folder, "Microsoft.ML.ImageAnalytics.txt");

    [SkippableFact]
    public void Every_public_type_and_member_of_compat_is_in_MLNet()
    {
        ApiComparison comparison = new(Listing(), KnownInternals());
        string[] violations = [.. CompatTypes().SelectMany(comparison.Compare).Order(StringComparer.Ordinal)];
        Assert.True(violations.Length == 0, $"{violations.Length} things are not in ML.NET's API:\n{string.Join("\n", violations)}");
    }

    [SkippableFact]
    public void What_is_said_to_be_missing_in_the_listing_is_needed()
    {
        ApiComparison comparison = new(Listing(), KnownInternals());
        foreach (Type type in CompatTypes()) Assert.NotNull(comparison.Compare(type).ToList());
        Assert.True(!comparison.Unused.Any(), $"Take these lines out of api/KnownInternals.txt, compat no longer has them or the listing does:\n{string.Join("\n", comparison.Unused)}");
    }

    /// <summary>Else a class of ours that implements the interface compiles here, and does not against the packages.</summary>
    [SkippableFact]
    public void Interfaces_of_compat_ask_for_all_that_MLNets_ask_for()
    {
        ApiListing listing = Listing();
        string[] missing = [.. CompatTypes().Where(type => type.IsInterface).SelectMany(type =>
            (listing.Find(ApiLine.Name(type))?.Members ?? []).Except(ApiLine.Members(type)).Select(member => $"{ApiLine.Name(type)} | {member}"))];
        Assert.True(missing.Length == 0, $"ML.NET's interfaces have these members as well:\n{string.Join("\n", missing)}");
    }

    [SkippableFact]
    public void Abstract_classes_of_compat_ask_for_all_that_MLNets_ask_for()
    {
        ApiListing listing = Listing();
        string[] missing = [.. CompatTypes().Where(type => type is { IsAbstract: true, IsSealed: false, IsInterface: false }).SelectMany(type =>
            (listing.Find(ApiLine.Name(type))?.Members ?? []).Where(member => member.StartsWith("abstract ", StringComparison.Ordinal))
                .Except(ApiLine.Members(type)).Select(member => $"{ApiLine.Name(type)} | {member}"))];
        Assert.True(missing.Length == 0, $"ML.NET's abstract classes have these members as well:\n{string.Join("\n", missing)}");
    }

    /// <summary>The part of the listing that is rougher: it was read from sources.</summary>
    [SkippableFact]
    public void Every_public_type_and_member_of_the_images_is_in_MLNet()
    {
        SourceListing listing = ImageListing();
        Type[] types = [.. ImageTypes()];
        string[] violations = [.. types.SelectMany(listing.Compare)];
        Assert.True(violations.Length == 0, $"{violations.Length} things are not in ML.NET's API:\n{string.Join("\n", violations)}");
        Assert.Contains(typeof(ImageEstimatorsCatalog), types);
    }

    private static IEnumerable<Type> ImageTypes() => AllCompatTypes().Where(ImageListing().Has);

    private static IEnumerable<Type> CompatTypes() => AllCompatTypes().Except(ImageTypes());

    private static IEnumerable<Type> AllCompatTypes()
    {
        Assembly compat = typeof(MLContext).Assembly;
        Skip.If(compat.GetName().Name != "MlPipeline.MLNet", "built against ML.NET's packages, so there is no compat to compare.");
        return compat.GetTypes().Where(type => ApiLine.IsVisible(type) && !type.IsDefined(typeof(CompilerGeneratedAttribute)));
    }

    private static ApiListing Listing() => new(Directory.GetFiles(Folder, "Microsoft.ML.*.txt").Except([ImageListingFile]).SelectMany(File.ReadLines));

    private static SourceListing ImageListing() => new(File.ReadLines(ImageListingFile));

    private static IEnumerable<string> KnownInternals() =>
        File.ReadLines(Path.Combine(Folder, "KnownInternals.txt")).Where(line => line.Length > 0 && line[0] != '#');
}
