using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using MlPipeline.AutoTune.Parameters;
using MlPipeline.AutoTune.Storage;
using SearchSpace = Microsoft.ML.SearchSpace.SearchSpace;

namespace MlPipeline.AutoTune.Tests.Tuners;

public class NamedSpaceTests
{
    private static readonly NamedSpace Space = new(TestSpaces.Mixed());

    [Fact]
    public void Dimensions_have_the_names_of_nested_parameters_and_say_their_values()
    {
        IReadOnlyDictionary<string, string> words = Space.Describe();
        Assert.Equal(
            ["decay.amount", "decay.biases", "fixed", "layers", "momentum", "optimizer", "rate", "units"],
            words.Keys
        );
        Assert.Equal("1E-05 to 0.1, log", words["rate"]);
        Assert.Equal("1 to 5, whole", words["layers"]);
        Assert.Equal("0 | 0.0005 | 0.5", words["decay.amount"]);
    }

    [Fact]
    public void Values_become_parameters_and_values_again_to_the_last_bit()
    {
        var random = new Random(3);
        for (int i = 0; i < 200; i++)
        {
            IReadOnlyDictionary<string, object> values = Space.At([
                .. Space.Dimensions.Select(_ => random.NextDouble()),
            ]);
            Assert.Equal(values, Space.ToValues(Space.ToParameter(values)));
            StudyEvent written = new TrialStarted(0, 1, "me", 1, values, DateTime.UnixEpoch);
            var read = Assert.IsType<TrialStarted>(StudyLine.Event(StudyLine.Of(written)));
            Assert.Equal(values, Space.ToValues(Space.ToParameter(read.Parameters)));
        }
    }

    [Fact]
    public void Ends_of_ranges_are_reached_and_parts_are_of_equal_size()
    {
        (object Low, object High) Ends(string name) =>
            (
                Space.Dimensions.Single(dimension => dimension.Name == name).At(0),
                Space.Dimensions.Single(dimension => dimension.Name == name).At(1)
            );
        Assert.Equal((1e-5, 0.1), Ends("rate"));
        Assert.Equal((0.1, 0.9), Ends("momentum"));
        Assert.Equal((1L, 5L), Ends("layers"));
        Assert.Equal((8L, 512L), Ends("units"));
        Assert.Equal(("sgd", "nadam"), Ends("optimizer"));
        SpaceDimension layers = Space.Dimensions.Single(dimension => dimension.Name == "layers");
        Assert.Equal(
            [1L, 2L, 3L, 4L, 5L],
            Enumerable
                .Range(0, 100)
                .GroupBy(i => layers.At((i + 0.5) / 100))
                .Select(group =>
                {
                    Assert.Equal(20, group.Count());
                    return group.Key;
                })
        );
    }

    [Theory]
    [InlineData("layers", 6L, "Parameter 'layers' is 6; give one of its space: 1 to 5, whole.")]
    [InlineData("optimizer", "adamw", "Parameter 'optimizer' is adamw; give one of its space: sgd | adam | nadam.")]
    [InlineData("rate", 1.0, "Parameter 'rate' is 1; give one of its space: 1E-05 to 0.1, log.")]
    public void A_value_outside_the_space_is_named(string name, object value, string message)
    {
        var values = new Dictionary<string, object>(Space.At(new double[Space.Dimensions.Count])) { [name] = value };
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Space.ToParameter(values)).Message);
    }

    [Fact]
    public void An_unknown_a_missing_parameter_and_an_empty_space_are_named()
    {
        var values = new Dictionary<string, object>(Space.At(new double[Space.Dimensions.Count]));
        Assert.Contains(
            "no parameter 'layer' in the space; did you mean 'layers'?",
            Assert
                .Throws<ArgumentException>(() =>
                    Space.ToParameter(new Dictionary<string, object>(values) { ["layer"] = 3L })
                )
                .Message,
            StringComparison.Ordinal
        );
        values.Remove("rate");
        Assert.Contains(
            "'rate' has no value",
            Assert.Throws<ArgumentException>(() => Space.ToParameter(values)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "empty",
            Assert.Throws<ArgumentException>(() => new NamedSpace(new SearchSpace())).Message,
            StringComparison.Ordinal
        );
    }
}
