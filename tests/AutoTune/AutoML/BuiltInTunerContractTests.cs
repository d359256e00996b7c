using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using MlPipeline.AutoTune.Spaces;
using SearchSpace = Microsoft.ML.SearchSpace.SearchSpace;

namespace MlPipeline.AutoTune.Tests.AutoML;

/// <summary>
/// What every one of AutoML's tuners promises, run through an experiment as a user would. Where the package's do not
/// keep to it and the edition's do, a test is skipped with the package (docs/automl-sources.md lists these
/// differences).
/// </summary>
public class BuiltInTunerContractTests
{
    public static TheoryData<string> Names { get; } = [.. Search.Tuners.Keys];

    public static TheoryData<string> ThatLearn { get; } = ["CostFrugal", "EciCostFrugal", "Smac"];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Proposals_lie_in_the_space(string tuner)
    {
        SearchSpace space = Mixed();
        foreach (TrialResult trial in Search.Run(tuner, space, Bowl, trials: 60, seed: 3))
        {
            Parameter proposed = trial.TrialSettings.Parameter["_pipeline_"]["e1"];
            Assert.All(space.MappingToFeatureSpace(proposed), coordinate => Assert.InRange(coordinate, 0, 1));
            Assert.Equal(space.Keys.Order(), proposed.Keys.Order());
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Conditional_spaces_are_kept_to(string tuner)
    {
        FeedForwardSearchSpace space = FeedForwardSearchSpace.Modern();
        foreach (
            TrialResult trial in Search.Run(
                tuner,
                space,
                parameter => parameter["LearningRate"].AsType<double>(),
                trials: 40,
                seed: 3
            )
        )
        {
            Parameter proposed = trial.TrialSettings.Parameter["_pipeline_"]["e1"];
            Assert.Equal(
                proposed["HiddenLayers"].AsType<int>(),
                FeedForwardSearchSpace.ToOptions(proposed).HiddenLayers.Length
            );
            Assert.All(space.MappingToFeatureSpace(proposed), coordinate => Assert.InRange(coordinate, 0, 1));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_search_and_another_seed_another_one(string tuner)
    {
        string[] first = Proposals(tuner, seed: 5);
        string[] second = Proposals(tuner, seed: 5);
        string[] other = Proposals(tuner, seed: 6);
        Assert.Equal(first, second);
        if (tuner == "GridSearch")
            Assert.Equal(first, other);
        else
            Assert.NotEqual(first, other);
    }

    [SkippableTheory]
    [MemberData(nameof(ThatLearn))]
    public void A_tuner_that_learns_gets_nearer_to_the_least_loss_than_random_search(string tuner)
    {
        SkipWithPackage(tuner is "CostFrugal" or "EciCostFrugal", "the package's seldom moves from choice to choice.");
        double random = MeanBest("RandomSearch");
        double learnt = MeanBest(tuner);
        Assert.True(
            learnt < 0.5 * random,
            $"{tuner} came to {learnt}, random search to {random}, on the mean of its seeds"
        );
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Trials_that_fail_do_not_end_the_search(string tuner)
    {
        SkipWithPackage(tuner == "EciCostFrugal", "the package's throws IndexOutOfRangeException on such losses.");
        int count = 0;
        List<TrialResult> trials = Search.Run(tuner, Mixed(), Loss, trials: 60, seed: 1);
        Assert.Equal(60, trials.Count);

        double Loss(Parameter parameter) =>
            (count++ % 4) switch
            {
                0 => double.NaN,
                1 => double.PositiveInfinity,
                2 => double.MaxValue,
                _ => Bowl(parameter),
            };
    }

    [SkippableFact]
    public void A_grid_has_every_combination_once_the_last_parameter_changing_fastest()
    {
        SkipWithPackage(true, "the package's repeats points and never varies the first parameter.");
        SearchSpace space = new()
        {
            ["a"] = new ChoiceOption(1, 2),
            ["b"] = new ChoiceOption("only"),
            ["c"] = new ChoiceOption("x", "y", "z"),
        };
        string[] proposals =
        [
            .. Search
                .Run("GridSearch", space, _ => 0, trials: 7, seed: 1)
                .Select(trial => trial.TrialSettings.Parameter["_pipeline_"]["e1"])
                .Select(p => $"{p["a"].AsType<int>()}{p["c"].AsType<string>()}"),
        ];
        Assert.Equal(["1x", "1y", "1z", "2x", "2y", "2z", "1x"], proposals);
    }

    [SkippableTheory]
    [InlineData("CostFrugal")]
    [InlineData("EciCostFrugal")]
    public void A_cost_frugal_search_starts_at_the_default_and_nearby(string tuner)
    {
        SearchSpace space = new()
        {
            ["x"] = new UniformDoubleOption(0, 1, defaultValue: 0.25),
            ["y"] = new UniformDoubleOption(0, 1, defaultValue: 0.5),
        };
        double[][] points =
        [
            .. Search
                .Run(tuner, space, _ => 0, trials: 3, seed: 1)
                .Select(trial => space.MappingToFeatureSpace(trial.TrialSettings.Parameter["_pipeline_"]["e1"])),
        ];
        Assert.Equal([0.25, 0.5], points[0]);
        Assert.All(
            points[1..],
            point => Assert.Equal(0.1, Math.Sqrt(Math.Pow(point[0] - 0.25, 2) + Math.Pow(point[1] - 0.5, 2)), 9)
        );
        Assert.Equal(0.5, points[1][0] + points[2][0], 9); // the step, then the opposite one
    }

    [SkippableTheory]
    [InlineData("CostFrugal")]
    [InlineData("EciCostFrugal")]
    public void A_cost_frugal_step_grows_with_success_shrinks_with_failure_and_ends_at_the_default_again(string tuner)
    {
        SearchSpace space = new()
        {
            ["x"] = new UniformDoubleOption(0, 1, defaultValue: 0.5),
            ["y"] = new UniformDoubleOption(0, 1, defaultValue: 0.5),
        };
        int count = 0;
        // The second trial is better than the first; no other is.
        double Loss(Parameter parameter) =>
            ++count switch
            {
                1 => 1,
                2 => 0,
                _ => 2,
            };
        double[][] points =
        [
            .. Search
                .Run(tuner, space, Loss, trials: 48, seed: 1)
                .Select(trial => space.MappingToFeatureSpace(trial.TrialSettings.Parameter["_pipeline_"]["e1"])),
        ];
        double[] best = points[1];
        double[] steps =
        [
            .. points.Select(point => Math.Sqrt(Square(point[0] - best[0]) + Square(point[1] - best[1]))),
        ];
        Assert.Equal(0.1, steps[0], 9);
        int round = 0;
        // Two trials, there and back, at 0.15, 0.1, 0.0667 and so on, as long as that is at least 0.0001.
        for (double step = 0.15; step >= 1e-4; step /= 1.5, round++)
            Assert.All(steps[(2 + (2 * round))..(4 + (2 * round))], actual => Assert.Equal(step, actual, 9));
        Assert.Equal([0.5, 0.5], points[2 + (2 * round)].Select(x => Math.Round(x, 9)));

        static double Square(double x) => x * x;
    }

    private static void SkipWithPackage(bool isAffected, string reason) =>
        Skip.If(isAffected && !Search.IsEdition, reason);

    private static double MeanBest(string tuner) =>
        Enumerable
            .Range(1, 12)
            .Average(seed => Search.Run(tuner, Smooth(), Bowl, trials: 60, seed).Min(trial => trial.Loss));

    private static string[] Proposals(string tuner, int seed) =>
        [
            .. Search
                .Run(tuner, Mixed(), Bowl, trials: 50, seed)
                .Select(trial => trial.TrialSettings.Parameter.ToString()),
        ];

    private static SearchSpace Mixed() =>
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

    private static SearchSpace Smooth() =>
        new()
        {
            ["rate"] = new UniformDoubleOption(1e-5, 0.1, logBase: true),
            ["momentum"] = new UniformSingleOption(0.1f, 0.9f),
            ["optimizer"] = new ChoiceOption("sgd", "adam", "nadam"),
        };

    // Least, 0, at a rate of 0.001 and a momentum of 0.7 with Adam.
    private static double Bowl(Parameter parameter)
    {
        double rate = Math.Log10(parameter["rate"].AsType<double>()) + 3;
        double momentum = parameter["momentum"].AsType<double>() - 0.7;
        return (rate * rate / 4)
            + (momentum * momentum)
            + (parameter["optimizer"].AsType<string>() == "adam" ? 0 : 0.1);
    }
}
