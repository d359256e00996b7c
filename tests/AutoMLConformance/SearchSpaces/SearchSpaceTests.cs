using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using SearchSpace = Microsoft.ML.SearchSpace.SearchSpace;

namespace MlPipeline.AutoMLConformance.Tests.SearchSpaces;

public class SearchSpaceTests
{
    [Fact]
    public void Attributes_of_properties_and_fields_span_a_space()
    {
        SearchSpace<Settings> space = new();
        Assert.Equal(["Bins", "Inner", "IsOn", "Name", "Rate"], space.Keys.Order());
        Assert.Equal(5, space.FeatureSpaceDim);
        Settings start = space.SampleFromFeatureSpace(space.Default);
        Assert.Equal((8, false, "b", 0.25f), (start.Bins, start.IsOn, start.Name, start.Inner.Share));
        Assert.Equal(0.1, start.Rate, 12);
        Assert.Equal(
            space.Default.Select(x => Math.Round(x, 6)),
            space.MappingToFeatureSpace(start).Select(x => Math.Round(x, 6))
        );
    }

    [Fact]
    public void Dimensions_are_in_the_order_of_names()
    {
        SearchSpace space = new()
        {
            ["b"] = new UniformIntOption(0, 10),
            ["a"] = new ChoiceOption("x", "y"),
            ["c"] = new SearchSpace { ["d"] = new UniformDoubleOption(0, 1) },
        };
        Parameter parameter = space.SampleFromFeatureSpace([0.6, 0.3, 0.75]);
        Assert.Equal(
            ("y", 3, 0.75),
            (parameter["a"].AsType<string>(), parameter["b"].AsType<int>(), parameter["c"]["d"].AsType<double>())
        );
        Assert.Equal([0.5, 0.3, 0.75], space.MappingToFeatureSpace(parameter).Select(x => Math.Round(x, 9)));
        Assert.Equal([2, null, null], space.Step);
    }

    [Fact]
    public void What_has_no_attribute_keeps_the_default_options_value()
    {
        SearchSpace<Settings> space = new(new Settings { NotSearched = 42, Bins = 3 });
        Settings sampled = space.SampleFromFeatureSpace(new double[space.FeatureSpaceDim]);
        Assert.Equal((42, 4), (sampled.NotSearched, sampled.Bins));
    }

    [Fact]
    public void Spaces_have_the_hash_of_their_middle_in_every_process() =>
        Assert.Equal(
            HashOf("""{"a":"y","b":5}"""),
            new SearchSpace { ["a"] = new ChoiceOption("x", "y"), ["b"] = new UniformIntOption(0, 10) }.GetHashCode()
        );

    // (hash << 5) + hash is 33 times the hash.
    private static int HashOf(string json)
    {
        uint hash = 31;
        foreach (char letter in json)
            hash = ((hash << 5) + hash) ^ letter;
        return (int)(hash >> 1);
    }

    public class Settings
    {
        [Range(4, 64, 8)]
        public int Bins { get; set; }

        [Range(0.01, 1.0, 0.1, true)]
        public double Rate { get; set; }

        [Choice(new object[] { "a", "b" }, "b")]
        public string Name { get; set; } = "";

        [BooleanChoice(false)]
        public bool IsOn { get; set; }

        [NestOption]
        public Nested Inner { get; set; } = new();

        public int NotSearched { get; set; }
    }

    public class Nested
    {
        [Range(0f, 1f, 0.25f)]
        public float Share { get; set; }
    }
}
