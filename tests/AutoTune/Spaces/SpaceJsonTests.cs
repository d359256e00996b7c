using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Spaces;

namespace MlPipeline.AutoTune.Tests.Spaces;

public sealed class SpaceJsonTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("spaces-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("classic")]
    [InlineData("classic-small")]
    [InlineData("modern")]
    public void A_built_in_space_comes_back_from_a_file(string name)
    {
        FeedForwardSearchSpace space = FeedForwardSearchSpace.Open(name);
        string path = Path.Combine(_directory, "space.json");
        space.Save(path);
        AssertSame(space, FeedForwardSearchSpace.Open(path));
        Assert.Equal([path], Directory.GetFiles(_directory));
    }

    [Fact]
    public void Any_space_comes_back_from_its_json()
    {
        Gen<string> whole = Gen.Choose(1, 50)
            .SelectMany(
                min => Gen.Choose(1, 200),
                (min, more) =>
                    $$"""{ "min": {{min}}, "max": {{min + more}}, "log": true, "default": {{min + (more / 2)}} }"""
            );
        Gen<string> list = Gen.Choose(1, 6)
            .Select(count => "[" + string.Join(", ", Enumerable.Range(1, count).Select(i => 3 * i)) + "]");
        Gen<string> size = Gen.OneOf(whole, list, Gen.Choose(1, 99).Select(value => $"{value}"));
        Gen<string> json = size.SelectMany(
            _ => size,
            (epochs, width) =>
                $$"""
                    { "epochs": {{epochs}}, "WIDTH": {{width}},
                      "Shuffle": { "choice": [true, false], "default": false } }
                    """
        );
        Prop.ForAll(
                json.ToArbitrary(),
                text =>
                {
                    FeedForwardSearchSpace space = FeedForwardSearchSpace.FromJson(text);
                    AssertSame(space, FeedForwardSearchSpace.FromJson(space.ToJson()));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    /// <summary>An option's own arithmetic loses the last bit, with which a default would fall at each save.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_default_is_the_same_however_often_a_space_is_saved(bool isLogarithmic)
    {
        string log = isLogarithmic ? "true" : "false";
        for (int start = 3; start <= 200; start++)
        {
            FeedForwardSearchSpace space = FeedForwardSearchSpace.FromJson(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""
                    { "Width": { "min": 3, "max": 200, "log": {{log}}, "default": {{start}} },
                      "WeightDecay": { "min": 1e-5, "max": 1, "log": {{log}}, "default": {{start / 1000.0}} } }
                    """
                )
            );
            string json = space.ToJson();
            Assert.Contains(
                string.Create(CultureInfo.InvariantCulture, $"\"default\": {start}"),
                json,
                StringComparison.Ordinal
            );
            string decay = string.Create(CultureInfo.InvariantCulture, $"\"default\": {start / 1000.0}");
            Assert.Contains(decay, json, StringComparison.Ordinal);
            string again = FeedForwardSearchSpace.FromJson(json).ToJson();
            Assert.Equal(json, FeedForwardSearchSpace.FromJson(again).ToJson());
        }
    }

    [Fact]
    public void Comments_and_trailing_commas_do_no_harm() =>
        Assert.Equal(["Epochs"], FeedForwardSearchSpace.FromJson("{ // few\n \"Epochs\": [1, 2,], }").Keys);

    [Theory]
    [InlineData(
        "[1]",
        "The search space is [1]; give an object with a parameter a property, as {\"Epochs\": [5, 10]}."
    )]
    [InlineData("{}", "The search space is empty; give it at least one parameter.")]
    [InlineData("""{ "Epoch": [1] }""", "The network has no parameter 'Epoch'; did you mean 'Epochs'?")]
    [InlineData("""{ "Epochs": 1, "epochs": 2 }""", "Parameter 'Epochs' is given twice; give it once.")]
    [InlineData("""{ "Epochs": [] }""", "Parameter 'Epochs' chooses from []; list at least one value.")]
    [InlineData("""{ "Epochs": [0, 1] }""", "Parameter 'Epochs' is 0; give a whole number of at least 1.")]
    [InlineData("""{ "Epochs": 1.5 }""", "Parameter 'Epochs' is 1.5; give a whole number of at least 1.")]
    [InlineData("""{ "Epochs": null }""", "Parameter 'Epochs' is null; give a whole number of at least 1.")]
    [InlineData("""{ "Epochs": [1, 1] }""", "Parameter 'Epochs' lists 1 twice; list each value once.")]
    [InlineData(
        """{ "Epochs": { "min": 1 } }""",
        "Parameter 'Epochs' is { \"min\": 1 }; give 'min' and 'max', or 'choice'."
    )]
    [InlineData(
        """{ "Epochs": { "min": 3, "max": 3 } }""",
        "Parameter 'Epochs' goes from 3 to 3; give a minimum below the maximum."
    )]
    [InlineData(
        """{ "Epochs": { "min": 1, "max": 3, "start": 2 } }""",
        "Parameter 'Epochs' has a 'start'; give 'choice', 'min', 'max', 'log', 'default' only."
    )]
    [InlineData(
        """{ "Epochs": { "min": 1, "max": 3, "default": 4 } }""",
        "Parameter 'Epochs' starts at 4, outside 1 to 3; give a default within."
    )]
    [InlineData(
        """{ "Epochs": { "min": "1", "max": 3 } }""",
        "Parameter 'Epochs' has the end or start \"1\"; give a number."
    )]
    [InlineData(
        """{ "Epochs": { "choice": [1, 2], "default": 3 } }""",
        "Parameter 'Epochs' starts at 3, which is not in its list; give one of the list."
    )]
    [InlineData(
        """{ "LearningRate": { "min": 0.1, "max": 0.2, "log": 1 } }""",
        "Parameter 'LearningRate' has 'log' 1; give true or false."
    )]
    [InlineData("""{ "LearningRate": [0] }""", "Parameter 'LearningRate' is 0; give a number above 0.")]
    [InlineData("""{ "Momentum": [1] }""", "Parameter 'Momentum' is 1; give a number of at least 0 and below 1.")]
    [InlineData(
        """{ "WeightDecay": { "min": 0, "max": 1, "log": true } }""",
        "Parameter 'WeightDecay' goes from 0 by orders of magnitude; give a minimum above 0."
    )]
    [InlineData(
        """{ "Optimizer": ["Adams"] }""",
        "Parameter 'Optimizer' is \"Adams\"; give one of Sgd, Momentum, Nesterov, RmsProp, Adam, Nadam, AdamW."
    )]
    [InlineData(
        """{ "Optimizer": [3] }""",
        "Parameter 'Optimizer' is 3; give one of Sgd, Momentum, Nesterov, RmsProp, Adam, Nadam, AdamW."
    )]
    [InlineData(
        """{ "Schedule": ["constant", "cosin"] }""",
        "Parameter 'Schedule' is \"cosin\"; give a schedule, as \"cosine\" or \"step every=3 gamma=0.5\"."
    )]
    [InlineData("""{ "Shuffle": ["yes"] }""", "Parameter 'Shuffle' is \"yes\"; give true or false.")]
    [InlineData(
        """{ "Width": 8, "Width1": 8 }""",
        "The space has both 'Width' and 'Width1'; give the width of all layers or that of each."
    )]
    [InlineData(
        """{ "HiddenLayers": [1, 3], "Width1": 8, "Width2": 8 }""",
        "The space has networks of 3 hidden layers and no 'Width3'; give it."
    )]
    [InlineData(
        """{ "Width1": 8, "Width3": 8 }""",
        "The space has networks of 3 hidden layers and no 'Width2'; give it."
    )]
    public void What_is_wrong_is_named(string json, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => FeedForwardSearchSpace.FromJson(json)).Message);

    [Fact]
    public void What_is_no_json_is_told_with_its_file()
    {
        string path = Path.Combine(_directory, "broken.json");
        File.WriteAllText(path, "{ \"Epochs\": [1, }");
        Assert.StartsWith(
            path + ": ",
            Assert.Throws<FormatException>(() => FeedForwardSearchSpace.Load(path)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_unknown_space_is_told_with_those_there_are() =>
        Assert.Equal(
            "There is no search space 'clasic', nor such a file; give one of classic, classic-small, modern, or the "
                + "path of a JSON file.",
            Assert.Throws<ArgumentException>(() => FeedForwardSearchSpace.Open("clasic")).Message
        );

    private static void AssertSame(FeedForwardSearchSpace space, FeedForwardSearchSpace other)
    {
        Assert.Equal(space.Keys.Order(), other.Keys.Order());
        Assert.Equal(space.ToJson(), other.ToJson());
        foreach (double at in (double[])[0, 0.2, 0.5, 0.99, 1])
        {
            double[] point = [.. Enumerable.Repeat(at, space.FeatureSpaceDim)];
            Assert.Equal(space.SampleFromFeatureSpace(point), other.SampleFromFeatureSpace(point));
        }
        Assert.Equal(space.SampleFromFeatureSpace(space.Default), other.SampleFromFeatureSpace(other.Default));
    }
}
