using MlPipeline.Network.Losses;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Randomness;
using MlPipeline.Network.Training;

namespace MlPipeline.Network.Tests;

/// <summary>What a step does beside following the gradient, against the same in float64 on exported weights.</summary>
public class RegularizationTests
{
    private const int Rows = 37;

    // So large that the weights, to which a step is added, hardly round it.
    private const float LongRate = 1000;
    private const float Rate = 0.1f;
    private static readonly TrainingSet Set = Samples.Spirals(Rows);
    private static readonly OptimizerSpec Sgd = new() { Kind = OptimizerKind.Sgd };

    [Theory]
    [InlineData(0.05f)]
    [InlineData(1000f)]
    public void Clipping_by_norm_scales_the_whole_gradient(float most)
    {
        double[] gradient = Gradient(Samples.Network());
        double norm = Math.Sqrt(gradient.Sum(g => g * g));
        double factor = Math.Min(1, most / norm);
        Assert.Equal(most < 1, factor < 0.9);
        Close(gradient.Select(g => -LongRate * g * factor), Change(new TrainingOptions { ClipNorm = most }));
    }

    [Fact]
    public void Clipping_by_value_limits_every_element()
    {
        const float Most = 0.01f;
        double[] gradient = Gradient(Samples.Network());
        Assert.InRange(gradient.Count(g => Math.Abs(g) > Most), 5, gradient.Length - 5);
        Close(
            gradient.Select(g => -LongRate * Math.Clamp(g, -Most, Most)),
            Change(new TrainingOptions { ClipValue = Most })
        );

        // By value first, then by norm.
        double[] clipped = [.. gradient.Select(g => Math.Clamp(g, -Most, Most))];
        double factor = 0.02 / Math.Sqrt(clipped.Sum(g => g * g));
        Close(
            clipped.Select(g => -LongRate * g * factor),
            Change(new TrainingOptions { ClipValue = Most, ClipNorm = 0.02f })
        );
    }

    [Fact]
    public void A_norm_that_is_never_reached_changes_no_bit() =>
        Assert.Equal(
            WeightsAfter(new TrainingOptions()),
            WeightsAfter(
                new TrainingOptions
                {
                    ClipNorm = 1e9f,
                    ClipValue = 1e9f,
                    MaxNorm = 1e9f,
                }
            )
        );

    [Fact]
    public void Max_norm_limits_the_weights_into_each_unit_and_no_bias()
    {
        const float Most = 0.5f;
        FeedForwardNetwork free = Samples.Network();
        FeedForwardNetwork limited = Samples.Network();
        Step(free, new TrainingOptions());
        Step(limited, new TrainingOptions { MaxNorm = Most });
        int[] widths = [2, 40, 33, 3];
        int above = 0;
        int below = 0;
        for (int layer = 0; layer < 3; layer++)
        {
            float[] before = free.GetLayerParameters(layer);
            float[] after = limited.GetLayerParameters(layer);
            int inputs = widths[layer];
            int units = widths[layer + 1];
            for (int unit = 0; unit < units; unit++)
            {
                double norm = Math.Sqrt(Enumerable.Range(0, inputs).Sum(i => Math.Pow(before[i * units + unit], 2)));
                if (norm > Most)
                    above++;
                else
                    below++;
                for (int i = 0; i < inputs; i++)
                    Assert.Equal(before[i * units + unit] * Math.Min(1, Most / norm), after[i * units + unit], 1e-6);
            }
            Assert.Equal(before[(inputs * units)..], after[(inputs * units)..]);
        }
        Assert.True(above > 5 && below > 5, $"{above} units above the limit, {below} below");
    }

    [Fact]
    public void A_limited_unit_keeps_the_derived_weights_in_step()
    {
        // Two steps: the second one's backward pass reads the repacked weights.
        FeedForwardNetwork once = Samples.Network();
        FeedForwardNetwork twice = Samples.Network();
        var rules = new TrainingOptions { MaxNorm = 0.5f };
        using var team = new WorkerTeam(2);
        var step = new TrainingStep(twice, rules with { Optimizer = Sgd }, Rows, team);
        for (int i = 0; i < 2; i++)
            step.Run(Batch.All(Set), Rows, Rate);
        for (int i = 0; i < 2; i++)
            Step(once, rules);
        Assert.Equal(Samples.Weights(once), Samples.Weights(twice));
    }

    [Fact]
    public void The_moving_average_is_the_weighted_mean_of_the_weights_after_every_step()
    {
        const float Decay = 0.7f;
        FeedForwardNetwork network = Samples.Network();
        using var team = new WorkerTeam(2);
        var step = new TrainingStep(network, new TrainingOptions { WeightAveraging = Decay }, Rows, team);
        step.ExchangeWithAverage();
        Assert.Equal(Samples.Weights(Samples.Network()), Samples.Weights(network));
        List<float[]> seen = [];
        for (int t = 1; t <= 6; t++)
        {
            step.Run(Batch.All(Set), Rows, Rate);
            seen.Add(Samples.Weights(network));
            double sum = Enumerable.Range(0, t).Sum(i => Math.Pow(Decay, i));
            double[] expected =
            [
                .. Enumerable
                    .Range(0, seen[0].Length)
                    .Select(p => Enumerable.Range(0, t).Sum(i => Math.Pow(Decay, t - 1 - i) * seen[i][p]) / sum),
            ];
            step.ExchangeWithAverage();
            Close(expected, Samples.Weights(network));
            step.ExchangeWithAverage();
            Assert.Equal(seen[^1], Samples.Weights(network));
        }
    }

    [Fact]
    public void The_trained_network_and_its_validation_use_the_moving_average()
    {
        FeedForwardNetwork averaged = Samples.Network();
        FeedForwardNetwork last = Samples.Network();
        TrainingOptions options = new()
        {
            Epochs = 4,
            BatchSize = 8,
            LearningRate = 0.05f,
        };
        TrainingHistory history = NetworkTrainer.Fit(averaged, Set, options with { WeightAveraging = 0.9f }, Set);
        TrainingHistory plain = NetworkTrainer.Fit(last, Set, options, Set);
        Assert.NotEqual(Samples.Weights(last), Samples.Weights(averaged));
        // Training itself goes on with the last weights.
        Assert.Equal(plain.Epochs.Select(e => e.Training), history.Epochs.Select(e => e.Training));
        Assert.Equal(NetworkTrainer.Evaluate(averaged, Set), history.Last.Validation);
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    public void Label_smoothing_is_cross_entropy_with_smoothed_targets(float smoothing)
    {
        float[] logits = [0.3f, -1.2f, 2.5f, 0.1f];
        const int Class = 1;
        double[] p = Softmax(logits);
        double[] t = [.. logits.Select((_, i) => smoothing / 4.0 + (i == Class ? 1 - smoothing : 0))];
        var loss = new SmoothedCrossEntropy(smoothing);
        float[] row = [.. logits];
        float[] gradient = new float[4];
        Assert.Equal(-t.Zip(p, (a, b) => a * Math.Log(b)).Sum(), loss.Forward(row, new Target(Class)), 1e-6);
        loss.Backward(row, new Target(Class), 0.25f, gradient);
        for (int i = 0; i < 4; i++)
            Assert.Equal((p[i] - t[i]) / 4, gradient[i], 1e-7);
    }

    [Fact]
    public void Mixup_trains_on_the_mixture_of_rows_and_of_losses()
    {
        var rules = new TrainingOptions { Mixup = 0.4f, Seed = 9 };
        FeedForwardNetwork network = Samples.Network();
        using var team = new WorkerTeam(2);
        var step = new TrainingStep(network, rules with { Optimizer = Sgd }, Rows, team);
        (double loss, AlignedBuffer gradient) = step.ComputeGradient(Batch.All(Set), Rows);

        // The same draws, and the same rows mixed beforehand, each with its two targets.
        var random = new RandomStream(9, RandomStream.Mixing);
        float share = (float)BetaDistribution.Draw(random, 0.4f);
        int[] partners = [.. Enumerable.Range(0, Rows)];
        random.Shuffle(partners);
        Assert.InRange(share, 0.001f, 0.999f);
        var mixed = new FloatMatrix(2);
        float[] a = new float[2];
        float[] b = new float[2];
        for (int i = 0; i < Rows; i++)
        {
            Set.Features.CopyRow(i, a);
            Set.Features.CopyRow(partners[i], b);
            Span<float> row = mixed.AddRow();
            for (int j = 0; j < 2; j++)
                row[j] = share * a[j] + (1 - share) * b[j];
        }
        (double Loss, double[] Gradient) Plain(int[] classes)
        {
            var plain = new TrainingStep(network, new TrainingOptions { Optimizer = Sgd }, Rows, team);
            (double value, AlignedBuffer flat) = plain.ComputeGradient(
                Batch.All(TrainingSet.OfClasses(mixed, classes)),
                Rows
            );
            return (value, [.. Exported(network, flat)]);
        }
        (double ownLoss, double[] own) = Plain(Set.Classes!);
        (double otherLoss, double[] other) = Plain([.. partners.Select(j => Set.Classes![j])]);
        Assert.Equal(share * ownLoss + (1 - share) * otherLoss, loss, 1e-5);
        Close(
            own.Zip(other, (x, y) => share * x + (1 - share) * y),
            [.. Exported(network, gradient).Select(g => (float)g)]
        );
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(8)]
    public void Beta_draws_have_its_mean_and_variance(double alpha)
    {
        const int Draws = 40_000;
        var random = new RandomStream(1, "test");
        double[] x = [.. Enumerable.Range(0, Draws).Select(_ => BetaDistribution.Draw(random, alpha))];
        Assert.All(x, value => Assert.InRange(value, 0, 1));
        double mean = x.Average();
        double variance = x.Average(v => (v - 0.5) * (v - 0.5));
        double expected = 1 / (4 * (2 * alpha + 1));
        Assert.Equal(0.5, mean, 4 * Math.Sqrt(expected / Draws));
        Assert.Equal(1, variance / expected, 0.03);
    }

    [Fact]
    public void All_of_it_together_gives_the_same_bits_for_1_2_3_and_5_threads_and_learns()
    {
        TrainingOptions options = new()
        {
            Epochs = 60,
            BatchSize = 32,
            LearningRate = 0.02f,
            Seed = 5,
            Schedule = new OneCycleSchedule(),
            LabelSmoothing = 0.05f,
            Mixup = 0.1f,
            ClipNorm = 1,
            ClipValue = 0.2f,
            MaxNorm = 3,
            WeightAveraging = 0.9f,
        };
        TrainingSet set = Samples.Spirals(301);
        float[] Train(int threads, out double accuracy)
        {
            FeedForwardNetwork network = Samples.Network();
            NetworkTrainer.Fit(network, set, options with { MaxDegreeOfParallelism = threads });
            accuracy = NetworkTrainer.Evaluate(network, set).Accuracy;
            return Samples.Weights(network);
        }
        float[] one = Train(1, out double reached);
        Assert.True(reached > 0.9, $"accuracy {reached}");
        foreach (int threads in (int[])[2, 3, 5])
            Assert.Equal(one, Train(threads, out _));
    }

    [Fact]
    public void Numbers_outside_their_ranges_are_refused()
    {
        void Refused(TrainingOptions options, string text) =>
            Assert.StartsWith(
                text,
                Assert.ThrowsAny<ArgumentException>(() => NetworkTrainer.Fit(Samples.Network(), Set, options)).Message,
                StringComparison.Ordinal
            );
        Refused(new() { LabelSmoothing = 1 }, "LabelSmoothing is 1; give a number from 0 to below 1.");
        Refused(new() { Mixup = -1 }, "Mixup is -1; give 0 or more.");
        Refused(new() { ClipNorm = 0 }, "ClipNorm is 0; give a number above 0.");
        Refused(new() { ClipValue = float.NaN }, "ClipValue is NaN; give a number above 0.");
        Refused(new() { MaxNorm = -2 }, "MaxNorm is -2; give a number above 0.");
        Refused(new() { WeightAveraging = 1 }, "WeightAveraging is 1; give a number from 0 to below 1.");
        var squared = new FeedForwardNetwork(
            new NetworkSpec
            {
                InputSize = 2,
                OutputSize = 3,
                Loss = LossKind.SoftmaxSquaredError,
            },
            InitializerKind.Xavier,
            1
        );
        Assert.Equal(
            "LabelSmoothing is 0.1, which goes with the loss SoftmaxCrossEntropy only; the network's loss is "
                + "SoftmaxSquaredError, so give 0.",
            Assert
                .Throws<ArgumentException>(() =>
                    NetworkTrainer.Fit(squared, Set, new TrainingOptions { LabelSmoothing = 0.1f })
                )
                .Message
        );
    }

    private static double[] Softmax(float[] z)
    {
        double sum = z.Sum(v => Math.Exp(v));
        return [.. z.Select(v => Math.Exp(v) / sum)];
    }

    private static void Step(FeedForwardNetwork network, TrainingOptions rules, float rate = Rate)
    {
        using var team = new WorkerTeam(2);
        new TrainingStep(network, rules with { Optimizer = Sgd }, Rows, team).Run(Batch.All(Set), Rows, rate);
    }

    private static float[] WeightsAfter(TrainingOptions rules)
    {
        FeedForwardNetwork network = Samples.Network();
        using var team = new WorkerTeam(2);
        var step = new TrainingStep(network, rules, Rows, team);
        for (int i = 0; i < 5; i++)
            step.Run(Batch.All(Set), Rows, Rate);
        return Samples.Weights(network);
    }

    // What a step of gradient descent adds to the weights.
    private static float[] Change(TrainingOptions rules)
    {
        FeedForwardNetwork network = Samples.Network();
        float[] before = Samples.Weights(network);
        Step(network, rules, LongRate);
        return [.. Samples.Weights(network).Zip(before, (x, y) => x - y)];
    }

    private static double[] Gradient(FeedForwardNetwork network)
    {
        using var team = new WorkerTeam(2);
        (_, AlignedBuffer flat) = new TrainingStep(
            network,
            new TrainingOptions { Optimizer = Sgd },
            Rows,
            team
        ).ComputeGradient(Batch.All(Set), Rows);
        return [.. Exported(network, flat)];
    }

    private static IEnumerable<double> Exported(FeedForwardNetwork network, AlignedBuffer flat) =>
        Enumerable
            .Range(0, network.LayerCount)
            .SelectMany(l =>
                network.Layers[l].Export(flat.Span.Slice(network.OffsetOf(l), network.Layers[l].ParameterLength))
            )
            .Select(g => (double)g);

    private static void Close(IEnumerable<double> expected, float[] actual) =>
        Golden.Close(expected, actual, 1e-4, "weights", floorShare: 0.05);
}
