using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;

namespace MlPipeline.AutoMLConformance.Tests.SearchSpaces;

/// <summary>How values lie in the unit cube.</summary>
public class OptionTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.5, 6)]
    [InlineData(1, 10)]
    public void A_range_is_even(double at, double value) =>
        Assert.Equal(value, new UniformDoubleOption(2, 10).SampleFromFeatureSpace([at]).AsType<double>(), 12);

    [Theory]
    [InlineData(0, 0.001)]
    [InlineData(0.5, 0.1)]
    [InlineData(1, 10)]
    public void A_logarithmic_range_is_even_in_orders_of_magnitude(double at, double value)
    {
        UniformDoubleOption option = new(0.001, 10, logBase: true);
        Assert.Equal(value, option.SampleFromFeatureSpace([at]).AsType<double>(), 12);
        Assert.Equal(at, option.MappingToFeatureSpace(Parameter.FromDouble(value))[0], 12);
    }

    [Fact]
    public void Coordinates_are_differences_of_quotients()
    {
        double min = 3;
        double max = 77;
        for (double value = min; value <= max; value += 0.37)
        {
            double even = (value / (max - min)) - (min / (max - min));
            double span = Math.Log(max) - Math.Log(min);
            Assert.Equal([even], new UniformDoubleOption(min, max).MappingToFeatureSpace(Parameter.FromDouble(value)));
            Assert.Equal(
                [(Math.Log(value) / span) - (Math.Log(min) / span)],
                new UniformDoubleOption(min, max, logBase: true).MappingToFeatureSpace(Parameter.FromDouble(value))
            );
        }
    }

    [Fact]
    public void Integers_are_rounded_down_so_some_come_back_from_the_unit_cube_one_less()
    {
        UniformIntOption option = new(3, 77);
        int[] lost = [.. Enumerable.Range(3, 75).Where(value => Back(option, value) != value)];
        Assert.Equal([25, 29, 38, 39, 42, 43, 46, 47, 51, 55, 59, 63], lost);
        Assert.All(lost, value => Assert.Equal(value - 1, Back(option, value)));
    }

    [Fact]
    public void Integers_come_back_from_the_middle_of_their_part()
    {
        Gen<(int Min, int Max)> ranges = Gen.Choose(1, 500)
            .SelectMany(min => Gen.Choose(1, 900), (min, more) => (min, min + more));
        Prop.ForAll(
                ranges.ToArbitrary(),
                range =>
                {
                    foreach (bool isLogarithmic in (bool[])[false, true])
                    {
                        UniformIntOption option = new(range.Min, range.Max, isLogarithmic);
                        double Position(int value) => option.MappingToFeatureSpace(Parameter.FromInt(value))[0];
                        for (int value = range.Min; value < range.Max; value += 7)
                        {
                            double middle = (Position(value) + Position(value + 1)) / 2;
                            Assert.Equal(value, option.SampleFromFeatureSpace([middle]).AsType<int>());
                        }
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_number_of_a_range_is_in_it() =>
        Prop.ForAll(
                Gen.Choose(0, 1_000_000).Select(x => x / 1e6).ToArbitrary(),
                at =>
                {
                    Assert.InRange(
                        new UniformDoubleOption(1e-5, 0.1, logBase: true).SampleFromFeatureSpace([at]).AsType<double>(),
                        1e-5,
                        0.1
                    );
                    Assert.InRange(
                        new UniformSingleOption(0.1f, 0.7f).SampleFromFeatureSpace([at]).AsType<float>(),
                        0.1f,
                        0.7f
                    );
                    Assert.InRange(
                        new UniformIntOption(3, 9, logBase: true).SampleFromFeatureSpace([at]).AsType<int>(),
                        3,
                        9
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Choices_have_equal_parts()
    {
        ChoiceOption option = new("a", "b", "c", "d");
        Assert.Equal(
            "aabbccddd",
            string.Concat(Enumerable.Range(0, 9).Select(i => option.SampleFromFeatureSpace([i / 8.0]).AsType<string>()))
        );
        Assert.Equal([0.5], option.MappingToFeatureSpace(Parameter.FromString("c")));
        Assert.Equal([4], option.Step);
        Assert.Equal([0.25], new ChoiceOption(["a", "b", "c", "d"], "b").Default!);
    }

    [Fact]
    public void As_many_choices_as_there_may_be_come_back()
    {
        ChoiceOption option = new([.. Enumerable.Range(0, 1073).Cast<object>()]);
        for (int i = 0; i < 1073; i++)
            Assert.Equal(i, option.SampleFromFeatureSpace([i / 1073.0]).AsType<int>());
    }

    [Fact]
    public void A_choice_of_one_takes_no_dimension()
    {
        ChoiceOption option = new("only");
        Assert.Equal(0, option.FeatureSpaceDim);
        Assert.Empty(option.MappingToFeatureSpace(Parameter.FromString("only")));
        Assert.Equal("only", option.SampleFromFeatureSpace([]).AsType<string>());
    }

    [Fact]
    public void A_default_lies_where_its_value_does()
    {
        Assert.Equal(
            [0.5],
            new UniformDoubleOption(0.01, 1, logBase: true, defaultValue: 0.1).Default!.Select(x => Math.Round(x, 12))
        );
        Assert.Equal([0.25], new UniformIntOption(0, 8, defaultValue: 2).Default!);
        Assert.Equal([0], new UniformSingleOption(1, 2).Default!);
    }

    private static int Back(UniformIntOption option, int value) =>
        option.SampleFromFeatureSpace(option.MappingToFeatureSpace(Parameter.FromInt(value))).AsType<int>();
}
