using MlPipeline.Architecture.Tests;

namespace MlPipeline.AutoMLConformance.Tests.Api;

/// <summary>The comparison sees what it must see.</summary>
public class ApiComparisonTests
{
    private static readonly string Example = ApiLine.Name(typeof(ApiExample));

    [Fact]
    public void The_same_type_is_the_same() =>
        Assert.Empty(
            Compare(
                $"public abstract class {Example} : IDisposable, IProgress<{Example}>",
                "    (private protected) .ctor(int count = 3)",
                "    abstract void Dispose()",
                $"    (internal) abstract void Report({Example} value)",
                "    protected static int Parse(string text, out bool found, params string[] others)",
                "    (nonpublic) static readonly int Count",
                "    protected int Number { get; }"
            )
        );

    [Fact]
    public void A_type_that_MLNet_lacks_is_named() =>
        Assert.Equal($"{Example}: ML.NET has no such type", Assert.Single(Compare("public class Other")));

    [Fact]
    public void What_differs_is_told_with_what_MLNet_has() =>
        Assert.Equal(
            new HashSet<string>
            {
                $"{Example}: abstract class here, sealed class in ML.NET",
                $"{Example} : IProgress<{Example}>\n    ML.NET: IDisposable",
                $"{Example} | .ctor(int count = 3)\n    ML.NET: .ctor(int count = 4)",
                $"{Example} | static readonly int Count\n    ML.NET: no such member",
            },
            Compare(
                    $"public sealed class {Example} : IDisposable",
                    "    .ctor(int count = 4)",
                    "    abstract void Dispose()",
                    $"    abstract void Report({Example} value)",
                    "    static int Parse(string text, out bool found, params string[] others)",
                    "    int Number { get; }"
                )
                .ToHashSet()
        );

    private static List<string> Compare(params string[] listing) =>
        [.. new ApiComparison(new ApiListing(listing)).Compare(typeof(ApiExample))];
}
