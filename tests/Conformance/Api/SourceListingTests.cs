namespace MlPipeline.Conformance.Tests.Api;

/// <summary>The comparison with the listing of images sees what it must see.</summary>
public class SourceListingTests
{
    [Fact]
    public void The_same_is_the_same_and_what_differs_is_told()
    {
        Assert.Empty(Compare(
            "public enum ImageExample : byte { [TGUI(Label = \"x\")] None = 0, First = 0x01, Both = First | Second, Second = 2 }".Replace("Both = First | Second, Second = 2", "Second = 2, Both = First | Second", StringComparison.Ordinal)));
        Assert.Equal(["ImageExample | None=0 First=1 Second=2 Both=3"], Compare("public enum ImageExample : byte { None = 0, First = 1, Second = 4, Both = 5 }"));
        Assert.Equal(["ImageExample | enum ImageExample : byte"], Compare("public enum ImageExample { None, First, Second, Both }"));
    }

    [Fact]
    public void Members_are_compared_without_defaults_and_qualifiers()
    {
        string[] listing =
        [
            "public static class Methods",
            "    public static unsafe string Join(this System.IO.TextReader reader, ImageExample kind = Example.Defaults.Kind, float? scale = null)",
        ];
        Assert.Empty(new SourceListing(listing).Compare(typeof(Methods)));
        listing[1] = "    public static string Join(this TextReader reader, ImageExample other)";
        Assert.Equal(["Methods | static string Join(this TextReader reader, ImageExample kind, float? scale)"], new SourceListing(listing).Compare(typeof(Methods)));
    }

    private static IEnumerable<string> Compare(string listing) => new SourceListing([listing]).Compare(typeof(ImageExample));
}

/// <summary>A type to compare.</summary>
public enum ImageExample : byte
{
    None = 0,
    First = 1,
    Second = 2,
    Both = 3,
}

/// <summary>A type to compare.</summary>
public static class Methods
{
    public static string Join(this TextReader reader, ImageExample kind = ImageExample.First, float? scale = null) => $"{reader}{kind}{scale}";
}
