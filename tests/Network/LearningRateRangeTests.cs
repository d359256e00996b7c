namespace MlPipeline.Network.Tests;

public class LearningRateRangeTests
{
    private static readonly TrainingSet Set = Samples.Spirals(300);
    private static readonly TrainingOptions Sgd = new()
    {
        BatchSize = 32,
        Seed = 3,
        Optimizer = new OptimizerSpec { Kind = OptimizerKind.Sgd },
    };

    [Fact]
    public void The_suggestion_learns_and_the_rates_at_both_ends_do_not()
    {
        FeedForwardNetwork network = Samples.Network();
        float[] before = Samples.Weights(network);
        LearningRateRange range = LearningRateRangeTest.Run(network, Set, Sgd, from: 1e-5, to: 1e4);
        Assert.Equal(before, Samples.Weights(network));
        Assert.NotNull(range.Suggestion);
        Assert.InRange(range.Suggestion.Value, 0.01, 10);
        Assert.True(range.Points.Count < 100, "the loss exploded, so the test is over");

        double LossWith(double rate)
        {
            FeedForwardNetwork trained = Samples.Network();
            try
            {
                NetworkTrainer.Fit(trained, Set, Sgd with { Epochs = 10, LearningRate = (float)rate });
                return NetworkTrainer.Evaluate(trained, Set).Loss;
            }
            catch (TrainingDivergedException)
            {
                return double.PositiveInfinity;
            }
        }
        double suggested = LossWith(range.Suggestion.Value);
        Assert.True(suggested < 0.9 * LossWith(1e-5), $"{suggested}");
        Assert.True(suggested < LossWith(range.Points[^1].LearningRate), $"{suggested}");
    }

    [Fact]
    public void Rates_grow_by_the_same_factor_and_the_losses_are_those_of_training_with_them()
    {
        LearningRateRange range = LearningRateRangeTest.Run(
            Samples.Network(),
            Set,
            Sgd,
            from: 1e-4,
            to: 1e-1,
            steps: 31
        );
        Assert.Equal(31, range.Points.Count);
        for (int i = 0; i < 31; i++)
            Assert.Equal(1e-4 * Math.Pow(10, i / 10.0), range.Points[i].LearningRate, 1e-9);
        double average = 0;
        for (int i = 0; i < 31; i++)
        {
            average = 0.9 * average + 0.1 * range.Points[i].Loss;
            Assert.Equal(average / (1 - Math.Pow(0.9, i + 1)), range.Points[i].SmoothedLoss, 1e-9);
        }
        var first = new List<double>();
        NetworkTrainer.Fit(
            Samples.Network(),
            Set,
            Sgd with
            {
                Epochs = 1,
                LearningRate = 1e-4f,
            },
            observer: new Losses(first)
        );
        Assert.Equal(first[0], range.Points[0].Loss);
        Assert.Equal(first[1], range.Points[1].Loss, 1e-4);
    }

    [Fact]
    public void Equal_options_give_equal_points_on_any_number_of_threads()
    {
        LearningRateRange one = LearningRateRangeTest.Run(
            Samples.Network(),
            Set,
            Sgd with
            {
                MaxDegreeOfParallelism = 1,
            }
        );
        LearningRateRange three = LearningRateRangeTest.Run(
            Samples.Network(),
            Set,
            Sgd with
            {
                MaxDegreeOfParallelism = 3,
            }
        );
        Assert.Equal(one.Points, three.Points);
        Assert.Equal(one.Suggestion, three.Suggestion);
    }

    [Theory]
    [InlineData(0, 1, 100, "The first learning rate is 0; give a number above 0.")]
    [InlineData(0.1, 0.01, 100, "The last learning rate is 0.01; give a number above the first, 0.1.")]
    [InlineData(0.1, 1, 9, "The test has 9 steps; give at least 10.")]
    public void Numbers_outside_their_ranges_are_refused(double from, double to, int steps, string sentence) =>
        Assert.StartsWith(
            sentence,
            Assert
                .Throws<ArgumentOutOfRangeException>(() =>
                    LearningRateRangeTest.Run(Samples.Network(), Set, Sgd, from, to, steps)
                )
                .Message,
            StringComparison.Ordinal
        );

    private sealed class Losses(List<double> losses) : ITrainingObserver
    {
        public void OnStep(int epoch, int stepOfEpoch, int steps, double loss) => losses.Add(loss);

        public void OnEpoch(EpochResult result) { }
    }
}
