using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using MlPipeline.AutoTune.Parameters;
using MlPipeline.AutoTune.Spaces;
using MlPipeline.Estimators;
using MlPipeline.Network;

namespace MlPipeline.AutoTune.Tests.Spaces;

public class FeedForwardSearchSpaceTests
{
    [Fact]
    public void Classic_has_43740_combinations_and_classic_small_11664_and_modern_no_number()
    {
        Assert.Equal(43_740, FeedForwardSearchSpace.Classic().Combinations);
        Assert.Equal(11_664, FeedForwardSearchSpace.ClassicSmall().Combinations);
        Assert.Null(FeedForwardSearchSpace.Modern().Combinations);
    }

    [Fact]
    public void Classic_is_the_grid_that_it_says()
    {
        FeedForwardSearchSpace space = FeedForwardSearchSpace.Classic();
        Assert.Equal("5 10 15", Choices(space, "Epochs"));
        Assert.Equal("3 4 5", Choices(space, "HiddenLayers"));
        Assert.Equal("32 64 128", Choices(space, "Width"));
        Assert.Equal("0 0.0005 0.005 0.05 0.5", Choices(space, "WeightDecay"));
        Assert.Equal("0.001 0.0001 1E-05", Choices(space, "LearningRate"));
        Assert.Equal("\"Sgd\" \"Momentum\" \"Nesterov\" \"RmsProp\" \"Adam\" \"Nadam\"", Choices(space, "Optimizer"));
        Assert.Equal("16 32 64", Choices(space, "BatchSize"));
        Assert.Equal("\"Normal\" \"Xavier\"", Choices(space, "Initializer"));
        Assert.Equal("\"Sigmoid\" \"Tanh\" \"ReLU\"", Choices(space, "Activation"));
        Assert.Equal(9, space.Count);
    }

    [Fact]
    public void Every_combination_of_classic_small_is_another_network_or_training()
    {
        var tuner = new Microsoft.ML.AutoML.GridSearchTuner(FeedForwardSearchSpace.ClassicSmall());
        HashSet<string> seen = [];
        for (int i = 0; i < 11_664; i++)
            Assert.True(seen.Add(tuner.Propose(new() { TrialId = i }).ToString()), $"trial {i} repeats an earlier one");
        Assert.Contains(tuner.Propose(new() { TrialId = 11_664 }).ToString(), seen);
    }

    [Fact]
    public void Parameters_become_the_trainers_options()
    {
        FeedForwardSearchSpace space = FeedForwardSearchSpace.FromJson(
            """
            { "Epochs": 7, "HiddenLayers": 3, "Width": 48, "Activation": "Tanh", "Initializer": "Xavier",
              "Loss": "SquaredError", "Optimizer": "Nesterov", "LearningRate": 0.25, "Momentum": 0.75,
              "WeightDecay": 0.5, "DecayBiases": true, "BatchSize": 24, "Shuffle": false,
              "Schedule": "cosine warmup=1", "LabelSmoothing": 0.125, "Mixup": 0.5 }
            """
        );
        FeedForwardMulticlassTrainer.Options options = FeedForwardSearchSpace.ToOptions(
            space.SampleFromFeatureSpace([])
        );
        Assert.Equal(
            (
                7,
                ActivationKind.Tanh,
                InitializerKind.Xavier,
                MulticlassLoss.SquaredError,
                OptimizerKind.Nesterov,
                0.25f,
                0.75f,
                0.5f,
                true,
                24,
                false
            ),
            (
                options.Epochs,
                options.Activation,
                options.Initializer,
                options.Loss,
                options.Optimizer,
                options.LearningRate,
                options.Momentum,
                options.WeightDecay,
                options.DecayBiases,
                options.BatchSize,
                options.Shuffle
            )
        );
        Assert.Equal([48, 48, 48], options.HiddenLayers);
        Assert.Equal(
            (new CosineSchedule { WarmUp = 1 }, 0.125f, 0.5f),
            (options.LearningRateSchedule, options.LabelSmoothing, options.Mixup)
        );
    }

    [Theory]
    [InlineData("""{ "Width": 48 }""", "48,48")]
    [InlineData("""{ "HiddenLayers": 3 }""", "128,128,128")]
    [InlineData("""{ "HiddenLayers": 0 }""", "")]
    [InlineData("""{ "Width1": 9, "Width2": 8, "Width3": 7 }""", "9,8,7")]
    [InlineData("""{ "HiddenLayers": 2, "Width1": 9, "Width2": 8, "Width3": 7 }""", "9,8")]
    [InlineData("""{ "Epochs": 3 }""", "128,128")]
    public void Hidden_layers_come_from_their_number_and_widths(string json, string layers) =>
        Assert.Equal(
            layers,
            string.Join(
                ",",
                FeedForwardSearchSpace
                    .ToOptions(FeedForwardSearchSpace.FromJson(json).SampleFromFeatureSpace([]))
                    .HiddenLayers
            )
        );

    [Fact]
    public void Dropout_comes_after_every_hidden_layer_and_what_is_searched_replaces_a_network_that_was_configured()
    {
        FeedForwardMulticlassTrainer.Options options = new() { Network = new Architecture().Dense(9) };
        FeedForwardSearchSpace.Apply(Only("""{ "Epochs": 3 }"""), options);
        Assert.Equal(new Architecture().Dense(9), options.Network);
        FeedForwardSearchSpace.Apply(
            Only("""{ "HiddenLayers": 2, "Width": 48, "Activation": "Tanh", "Dropout": 0.25 }"""),
            options
        );
        Assert.Equal(
            new Architecture().Dense(48).Tanh().Dropout(0.25f).Dense(48).Tanh().Dropout(0.25f),
            options.Network
        );
        FeedForwardSearchSpace.Apply(Only("""{ "Width": 24, "Dropout": 0 }"""), options);
        Assert.Null(options.Network);
        Assert.Equal([24, 24], options.HiddenLayers);
    }

    [Fact]
    public void What_means_nothing_beside_the_others_is_left_out()
    {
        FeedForwardSearchSpace space = FeedForwardSearchSpace.Modern();
        Random random = new(1);
        HashSet<int> depths = [];
        for (int i = 0; i < 300; i++)
        {
            Parameter sampled = space.SampleFromFeatureSpace([
                .. Enumerable.Range(0, space.FeatureSpaceDim).Select(_ => random.NextDouble()),
            ]);
            int layers = sampled["HiddenLayers"].AsType<int>();
            depths.Add(layers);
            Assert.Equal(layers, sampled.Keys.Count(name => name.StartsWith("Width", StringComparison.Ordinal)));
            Assert.Equal(
                sampled["Optimizer"].AsType<OptimizerKind>() == OptimizerKind.Nesterov,
                sampled.ContainsKey("Momentum")
            );
            FeedForwardMulticlassTrainer.Options options = FeedForwardSearchSpace.ToOptions(sampled);
            Assert.Equal(layers, options.HiddenLayers.Length);
            options.Validate();
            Parameter again = space.SampleFromFeatureSpace(space.MappingToFeatureSpace(sampled));
            Assert.Equal(sampled.Keys, again.Keys);
            Assert.All(sampled, pair => AssertSame(pair.Value, again[pair.Key]));
        }
        Assert.Equal([1, 2, 3, 4, 5], depths.Order());
    }

    [Fact]
    public void Combinations_that_differ_in_nothing_are_counted_once()
    {
        Assert.Equal(
            2 + (2 * 3),
            FeedForwardSearchSpace
                .FromJson("""{ "HiddenLayers": [1, 2], "Width1": [8, 16], "Width2": [4, 5, 6] }""")
                .Combinations
        );
        Assert.Equal(
            1 + 2,
            FeedForwardSearchSpace
                .FromJson("""{ "Optimizer": ["Adam", "Momentum"], "Momentum": [0.8, 0.9] }""")
                .Combinations
        );
        Assert.Equal(
            6 * 2,
            FeedForwardSearchSpace
                .FromJson("""{ "Epochs": { "min": 5, "max": 10 }, "Shuffle": [true, false] }""")
                .Combinations
        );
    }

    [Fact]
    public void Studies_keep_what_a_conditional_space_leaves_out_left_out()
    {
        FeedForwardSearchSpace space = FeedForwardSearchSpace.FromJson(
            """{ "HiddenLayers": [1, 2], "Width1": [8, 16], "Width2": [4, 5, 6] }"""
        );
        NamedSpace named = new(space);
        Parameter sampled = space.SampleFromFeatureSpace([0, 0.9, 0.9]);
        IReadOnlyDictionary<string, object> values = named.ToValues(sampled);
        Assert.Equal(["HiddenLayers", "Width1"], values.Keys.Order());
        Assert.Equal(sampled, named.ToParameter(values));
        Assert.Equal(3, named.PointOf(sampled).Length);
        Assert.StartsWith(
            "Parameter 'Width2' has no value;",
            Assert
                .Throws<ArgumentException>(() =>
                    named.ToParameter(new Dictionary<string, object> { ["HiddenLayers"] = 2L, ["Width1"] = 8L })
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("""{ "Epochs": 7, "Width": 32 }""", "Parameter 'Epochs' is 7; give one of its space: 5 | 10.")]
    [InlineData(
        """{ "Epochs": 5, "Wdith": 32 }""",
        "There is no parameter 'Wdith' in the space; did you mean 'Width'?"
    )]
    [InlineData(
        """{ "Epochs": 5, "Width": 100 }""",
        "Parameter 'Width' is 100; give one of its space: 8 to 64, whole."
    )]
    [InlineData(
        """{ "Epochs": 5, "Width": 8.5 }""",
        "Parameter 'Width' is 8.5; give one of its space: 8 to 64, whole."
    )]
    [InlineData(
        """{ "Epochs": 5, "Width": "8" }""",
        "Parameter 'Width' is \"8\"; give one of its space: 8 to 64, whole."
    )]
    [InlineData("""{ "Epochs": 5 }""", "Parameter 'Width' is missing; give one of its space: 8 to 64, whole.")]
    public void Parameters_outside_the_space_are_named(string parameter, string message)
    {
        FeedForwardSearchSpace space = FeedForwardSearchSpace.FromJson(
            """{ "Epochs": [5, 10], "Width": { "min": 8, "max": 64, "log": true } }"""
        );
        Parameter parsed = System.Text.Json.JsonSerializer.Deserialize<Parameter>(parameter)!;
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => space.MappingToFeatureSpace(parsed)).Message);
    }

    [Fact]
    public void A_class_with_attributes_spans_a_space()
    {
        FeedForwardSearchSpace space = FeedForwardSearchSpace.Of<OwnParameters>();
        Assert.Equal(["BatchSize", "DecayBiases", "LearningRate"], space.Keys.Order());
        Assert.Equal(
            """{"BatchSize":64,"DecayBiases":false,"LearningRate":0.001}""",
            space.SampleFromFeatureSpace(space.Default).ToString()
        );
    }

    [Fact]
    public void A_class_with_what_the_network_does_not_have_is_refused()
    {
        Assert.Equal(
            "The network has no parameter 'LearnRate'; did you mean 'LearningRate'?",
            Assert.Throws<ArgumentException>(FeedForwardSearchSpace.Of<MisspeltParameters>).Message
        );
        Assert.Equal(
            "Parameter 'BatchSize' is 0; give a whole number of at least 1.",
            Assert.Throws<ArgumentException>(FeedForwardSearchSpace.Of<ImpossibleParameters>).Message
        );
        Assert.StartsWith(
            "The search space is empty;",
            Assert.Throws<ArgumentException>(FeedForwardSearchSpace.Of<object>).Message,
            StringComparison.Ordinal
        );
    }

    private static Parameter Only(string json) => FeedForwardSearchSpace.FromJson(json).SampleFromFeatureSpace([]);

    private static void AssertSame(Parameter expected, Parameter actual)
    {
        if (expected.ParameterType != ParameterType.Number)
        {
            Assert.Equal(expected, actual);
            return;
        }
        double number = expected.AsType<double>();
        double slack = 1e-12 * Math.Abs(number);
        Assert.InRange(actual.AsType<double>(), number - slack, number + slack);
    }

    private static string Choices(FeedForwardSearchSpace space, string name) =>
        string.Join(" ", ((ChoiceOption)space[name]).Choices.Select(choice => choice.ToString()));

    private sealed class OwnParameters
    {
        [Range(1e-4, 1e-1, 1e-3, logBase: true)]
        public double LearningRate { get; set; }

        [Choice(new object[] { 32, 64 }, 64)]
        public int BatchSize { get; set; }

        [BooleanChoice(false)]
        public bool DecayBiases { get; set; }

        public int NotSearched { get; set; }
    }

    private sealed class MisspeltParameters
    {
        [Range(1e-4, 1e-1)]
        public double LearnRate { get; set; }
    }

    private sealed class ImpossibleParameters
    {
        [Choice(0, 16)]
        public int BatchSize { get; set; }
    }
}
