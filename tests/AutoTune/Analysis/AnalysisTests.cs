using MlPipeline.AutoTune.Analysis;
using MlPipeline.AutoTune.Storage;
using MlPipeline.AutoTune.Tests.Storage;

namespace MlPipeline.AutoTune.Tests.Analysis;

public class AnalysisTests
{
    [Fact]
    public void A_marginal_variance_is_that_of_the_function_the_boxes_make()
    {
        // f = 0 for x < 0.25, else 1 for y < 0.5 and 3 above: mean 1.5, marginal of x is 0 and 2, of y 0.75 and 2.25.
        Box[] boxes = [new([0, 0], [0.25, 1], 0), new([0.25, 0], [1, 0.5], 1), new([0.25, 0.5], [1, 1], 3)];
        Assert.Equal(0.25 * 1.5 * 1.5 + 0.75 * 0.5 * 0.5, FunctionalAnova.MarginalVariance(boxes, 0, 1.5), 1e-12);
        Assert.Equal(0.75 * 0.75, FunctionalAnova.MarginalVariance(boxes, 1, 1.5), 1e-12);
    }

    [Fact]
    public void The_leaves_of_a_tree_are_all_of_the_cube()
    {
        var random = new Random(1);
        double[][] points =
        [
            .. Enumerable.Range(0, 80).Select(_ => new[] { random.NextDouble(), (random.Next(3) + 0.5) / 3 }),
        ];
        double[] values = [.. points.Select(point => point[0] + point[1])];
        var tree = new RegressionTree(
            points,
            values,
            [0, 3],
            [.. Enumerable.Range(0, 80)],
            2,
            new Network.Randomness.RandomStream(1, "test")
        );
        Assert.True(tree.Leaves.Count > 10);
        Assert.Equal(1, tree.Leaves.Sum(leaf => leaf.Volume), 1e-12);
        Assert.All(tree.Leaves, leaf => Assert.Contains(Math.Round(leaf.Low[1] * 3, 9), new[] { 0.0, 1, 2 }));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(5000)] // trees learn from draws
    public void Importance_finds_what_matters_and_in_what_share(int trials)
    {
        // 2 a + b over uniform a, b: a explains four fifths, b one fifth, c nothing.
        var random = new Random(2);
        double[][] points =
        [
            .. Enumerable
                .Range(0, trials)
                .Select(_ => new[] { random.NextDouble(), random.NextDouble(), random.NextDouble() }),
        ];
        double[] importance = FunctionalAnova.Importance(
            points,
            [.. points.Select(point => 2 * point[0] + point[1])],
            [0, 0, 0],
            seed: 1
        );
        Assert.Equal(0.8, importance[0], 0.05);
        Assert.Equal(0.2, importance[1], 0.05);
        Assert.InRange(importance[2], 0, 0.02);
    }

    [Fact]
    public void Values_that_do_not_vary_have_no_importance() =>
        Assert.Equal(
            [0.0, 0.0],
            FunctionalAnova.Importance(
                [
                    [0.1, 0.2],
                    [0.3, 0.4],
                    [0.5, 0.6],
                    [0.7, 0.8],
                ],
                [1, 1, 1, 1],
                [0, 0],
                seed: 1
            )
        );

    [Fact]
    public void Rank_correlation_is_Spearmans()
    {
        // By hand: ranks 1 2.5 2.5 4 against 1 3 2 4: 0.9486832980505138 = 4.5 / sqrt(4.5 * 5).
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), RankCorrelation.Of([1, 2, 2, 9], [10, 30, 20, 40])!.Value, 1e-12);
        Assert.Equal(-1, RankCorrelation.Of([1, 2, 3], [3, 2, 1])!.Value, 1e-12);
        Assert.Null(RankCorrelation.Of([1, 1, 1], [3, 2, 1]));
    }

    [Fact]
    public void A_study_is_ranked_and_its_parameters_are_explained()
    {
        var random = new Random(3);
        TrialRecord[] trials =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(i =>
                {
                    long layers = 3 + random.Next(3);
                    double rate = Math.Pow(10, -1 - 4 * random.NextDouble());
                    string optimizer = random.Next(2) == 0 ? "adam" : "sgd";
                    return Trial(
                        i,
                        i % 10 == 9 ? TrialState.Pruned : TrialState.Complete,
                        0.5 + (optimizer == "adam" ? 0.3 : 0) + 0.05 * layers,
                        ("layers", layers),
                        ("rate", rate),
                        ("optimizer", optimizer)
                    );
                }),
        ];
        trials[7] = trials[7] with { State = TrialState.Failed, Metric = null };
        StudyAnalysis analysis = StudyAnalysis.Of(Headers.Sample(), trials);
        Assert.Equal(59, analysis.Ranking.Count);
        Assert.Equal(
            analysis.Ranking.Select(trial => trial.Metric),
            analysis.Ranking.Select(trial => trial.Metric).OrderDescending()
        );
        Assert.Equal(TrialState.Complete, analysis.Best!.State);
        Assert.Equal(["optimizer", "layers", "rate"], analysis.Parameters.Select(effect => effect.Name));
        Assert.True(analysis.Parameters[0].Importance > 0.7);
        ValueEffect[] values = [.. analysis.Parameters[0].Values];
        Assert.Equal(["adam", "sgd"], values.Select(value => value.Value));
        Assert.True(values[0].Mean > values[1].Mean + 0.2);
        Assert.Equal(["3", "4", "5"], analysis.Parameters[1].Values.Select(value => value.Value));
        Assert.True(analysis.Parameters[1].Correlation > 0);
        Assert.Empty(analysis.Parameters[2].Values);
        Assert.Null(analysis.Parameters[0].Correlation);
    }

    [Fact]
    public void A_study_without_complete_trials_has_no_best()
    {
        StudyAnalysis analysis = StudyAnalysis.Of(Headers.Sample(), [Trial(0, TrialState.Pruned, 0.5, ("layers", 3L))]);
        Assert.Null(analysis.Best);
        Assert.Single(analysis.Ranking);
        Assert.Empty(analysis.Parameters);
    }

    private static TrialRecord Trial(
        int id,
        TrialState state,
        double metric,
        params (string Name, object Value)[] parameters
    ) =>
        new()
        {
            Id = id,
            Attempt = 1,
            Owner = "me",
            Seed = 1,
            StartedAt = DateTime.UnixEpoch,
            State = state,
            Metric = metric,
            Parameters = parameters.ToDictionary(pair => pair.Name, pair => pair.Value),
        };
}
