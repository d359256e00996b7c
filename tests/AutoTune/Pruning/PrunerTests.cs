using MlPipeline.AutoTune.Pruning;

namespace MlPipeline.AutoTune.Tests.Pruning;

public class PrunerTests
{
    [Fact]
    public void Median_stops_below_the_median_of_running_averages()
    {
        var pruner = new MedianPruner(startupTrials: 3);
        // Running averages after two epochs: 0.2, 0.4, 0.6; their median 0.4.
        foreach ((int trial, double first, double second) in new[] { (0, 0.1, 0.3), (1, 0.5, 0.3), (2, 0.6, 0.6) })
        {
            Assert.False(pruner.Report(new PruningReport(trial, 1, 5, first)));
            Assert.False(pruner.Report(new PruningReport(trial, 2, 5, second)));
        }
        Assert.True(pruner.Report(new PruningReport(3, 1, 5, 0.39)));
        Assert.True(pruner.Report(new PruningReport(3, 2, 5, 0.39)));
        Assert.False(pruner.Report(new PruningReport(4, 1, 5, 0.5)));
        // The best it had counts, not the last.
        Assert.False(pruner.Report(new PruningReport(4, 2, 5, 0.1)));
    }

    [Fact]
    public void Median_stops_nobody_while_warming_up()
    {
        var pruner = new MedianPruner(startupTrials: 1, warmupEpochs: 2);
        for (int trial = 0; trial < 5; trial++)
        {
            Assert.False(pruner.Report(new PruningReport(trial, 1, 5, 1 - trial / 10.0)));
            Assert.False(pruner.Report(new PruningReport(trial, 2, 5, 1 - trial / 10.0)));
            Assert.Equal(trial > 0, pruner.Report(new PruningReport(trial, 3, 5, 1 - trial / 10.0)));
        }
    }

    [Fact]
    public void Successive_halving_lets_one_in_eta_past_each_rung_and_looks_nowhere_else()
    {
        var pruner = new SuccessiveHalvingPruner(minEpochs: 1, reductionFactor: 3);
        // Best first, so that nobody passes for being early: of nine trials three pass the first rung, one the second.
        int[] passed = new int[10];
        for (int trial = 0; trial < 9; trial++)
        {
            for (int epoch = 1; epoch <= 9; epoch++)
            {
                if (pruner.Report(new PruningReport(trial, epoch, 10, 1 - trial / 10.0)))
                {
                    Assert.Contains(epoch, new[] { 1, 3, 9 });
                    break;
                }
                passed[epoch]++;
            }
        }
        Assert.Equal(1, passed[9]);
        Assert.InRange(passed[1], 1, 3);
    }

    [Fact]
    public void Successive_halving_keeps_equals()
    {
        var pruner = new SuccessiveHalvingPruner();
        for (int trial = 0; trial < 6; trial++)
            Assert.False(pruner.Report(new PruningReport(trial, 1, 9, 0.5)));
    }

    [Fact]
    public void Successive_halving_saves_most_of_the_epochs_of_trials_in_any_order()
    {
        var pruner = new SuccessiveHalvingPruner();
        var random = new Random(1);
        int epochs = 0;
        bool bestRan = false;
        double[] scores = [.. Enumerable.Range(0, 100).Select(i => i / 100.0)];
        random.Shuffle(scores);
        for (int trial = 0; trial < scores.Length; trial++)
        {
            int epoch = 1;
            for (; epoch <= 10; epoch++)
            {
                epochs++;
                if (pruner.Report(new PruningReport(trial, epoch, 10, scores[trial])))
                    break;
            }
            if (scores[trial] == 0.99)
                bestRan = epoch > 10;
        }
        Assert.True(bestRan);
        Assert.InRange(epochs, 100, 350);
    }

    [Fact]
    public void Hyperband_spreads_trials_over_its_brackets_as_the_paper_starts_them()
    {
        // R = 27, eta = 3: brackets of 27, 12, 6 and 4 trials.
        var pruner = new HyperbandPruner(27);
        Assert.Equal(4, pruner.Brackets);
        int[] counts = new int[4];
        for (int trial = 0; trial < 490; trial++)
            counts[pruner.BracketOf(trial)]++;
        Assert.All(
            counts.Zip([270, 120, 60, 40]),
            pair => Assert.InRange(pair.First, pair.Second - 3, pair.Second + 3)
        );
    }

    [Theory]
    [InlineData(0, 3, "minEpochs is 0; give at least 1.")]
    [InlineData(1, 1, "reductionFactor is 1; give at least 2.")]
    public void Options_out_of_range_are_named(int minEpochs, int reduction, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<ArgumentOutOfRangeException>(() => new SuccessiveHalvingPruner(minEpochs, reduction)).Message,
            StringComparison.Ordinal
        );
}
