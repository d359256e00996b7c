using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Spaces;
using MlPipeline.Estimators;
using MlPipeline.Estimators.Trainers;
using MlPipeline.Network;
using MlPipeline.Network.Training;

namespace MlPipeline.AutoTune.Tests.Spaces;

/// <summary>Options of the trainer's table become parameters of search spaces.</summary>
public class SearchedOptionTests
{
    [Fact]
    public void An_option_that_is_added_to_the_table_is_searched()
    {
        object? sharpness = null;
        TrainerOption option = new(
            new OptionDeclaration("Sharpness", typeof(float), "How sharp.")
            {
                Range = OptionRange.FromZeroBelowOne,
                Optimizers = [OptimizerKind.Nadam],
            },
            "Sharpness",
            typeof(FeedForwardOptionsBase),
            _ => sharpness,
            (_, value) => sharpness = value
        );
        FeedForwardParameter parameter = FeedForwardParameters.Of(option);
        Assert.Equal(0.5, parameter.Domain.Read("Sharpness", Parameter.FromDouble(0.5)));
        Assert.Equal(
            "Parameter 'Sharpness' is 1; give a number of at least 0 and below 1.",
            Assert.Throws<ArgumentException>(() => parameter.Domain.Read("Sharpness", Parameter.FromDouble(1))).Message
        );
        parameter.Apply!(new FeedForwardMulticlassTrainer.Options(), Parameter.FromDouble(0.5));
        Assert.Equal(0.5f, sharpness);
        Parameter others = Parameter.CreateNestedParameter();
        others["Optimizer"] = Parameter.FromString("Adam");
        Assert.False(parameter.IsActive(others));
        others["Optimizer"] = Parameter.FromString("Nadam");
        Assert.True(parameter.IsActive(others));
    }

    [Fact]
    public void Every_option_that_the_table_declares_as_searched_can_be_searched_and_set()
    {
        foreach (TrainerOption option in TrainerOptionTable.Of<FeedForwardMulticlassTrainer.Options>())
        {
            FeedForwardParameter? parameter = FeedForwardParameters.All.FirstOrDefault(p => p.Name == option.Name);
            if (!option.IsSearched)
            {
                Assert.True(parameter?.Apply == null, $"{option.Name} is searched");
                continue;
            }
            FeedForwardMulticlassTrainer.Options options = new();
            object? before = option.Get(options);
            parameter!.Apply!(options, Other(option, before));
            Assert.NotEqual(before, option.Get(options));
        }
    }

    // A value that is not the default.
    private static Parameter Other(TrainerOption option, object? value) =>
        option.Name == "Schedule" ? Parameter.FromString("cosine")
        : value is bool flag ? Parameter.FromBool(!flag)
        : option.Type.IsEnum ? Parameter.FromString(Enum.GetNames(option.Type).First(name => name != value?.ToString()))
        : option.Type == typeof(int) ? Parameter.FromInt(7)
        : Parameter.FromDouble(0.25);
}
