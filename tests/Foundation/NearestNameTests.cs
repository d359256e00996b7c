using FsCheck;
using FsCheck.Fluent;

namespace MlPipeline.Foundation.Tests;

public class NearestNameTests
{
    private static readonly string[] Optimizers = ["adam", "nesterov", "sgd"];

    [Theory]
    [InlineData("adm", "adam")] // one letter left out
    [InlineData("addam", "adam")] // one too many
    [InlineData("nesterof", "nesterov")] // one changed
    [InlineData("ADAM", "adam")]
    [InlineData("", "sgd")]
    public void Edits_are_counted_ignoring_case(string typed, string meant) =>
        Assert.Equal(meant, NearestName.Of(typed, Optimizers));

    [Fact]
    public void The_first_of_equals_is_taken() => Assert.Equal("ab", NearestName.Of("aa", ["ab", "ac"]));

    [Fact]
    public void Without_candidates_there_is_no_answer() =>
        Assert.Throws<ArgumentException>(() => NearestName.Of("adam", []));

    [Fact]
    public void A_name_that_is_there_is_its_own_nearest()
    {
        var names = Gen.Elements("a", "b", "ab", "ba", "abc", "cab", "bca", "aabb");
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(
                names.NonEmptyListOf().ToArbitrary(),
                list => list.All(name => NearestName.Of(name, list) == name)
            )
        );
    }
}
