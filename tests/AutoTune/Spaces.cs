using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using SearchSpace = Microsoft.ML.SearchSpace.SearchSpace;

namespace MlPipeline.AutoTune.Tests;

/// <summary>Spaces of every kind of parameter.</summary>
internal static class TestSpaces
{
    public static SearchSpace Mixed() =>
        new()
        {
            ["rate"] = new UniformDoubleOption(1e-5, 0.1, logBase: true),
            ["momentum"] = new UniformSingleOption(0.1f, 0.9f),
            ["layers"] = new UniformIntOption(1, 5),
            ["units"] = new UniformIntOption(8, 512, logBase: true),
            ["optimizer"] = new ChoiceOption("sgd", "adam", "nadam"),
            ["fixed"] = new ChoiceOption("only"),
            ["decay"] = new SearchSpace
            {
                ["amount"] = new ChoiceOption(0.0, 0.0005, 0.5),
                ["biases"] = new ChoiceOption(true, false),
            },
        };
}
