namespace MlPipeline.Network.Tests;

/// <summary>Frozen layers keep their weights; the others learn as if nothing were frozen.</summary>
public class FrozenLayersTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Frozen_layers_keep_every_bit_and_a_step_of_the_others_is_that_of_the_whole(int frozen, int threads)
    {
        FeedForwardNetwork before = Network();
        FeedForwardNetwork whole = Network();
        FeedForwardNetwork partly = Network();
        var options = new TrainingOptions
        {
            Epochs = 1,
            BatchSize = 50,
            Seed = 1,
            MaxDegreeOfParallelism = threads,
        };
        NetworkTrainer.Fit(whole, Set(), options);
        NetworkTrainer.Fit(partly, Set(), options with { FrozenLayers = frozen });
        for (int layer = 0; layer < before.LayerCount; layer++)
        {
            Assert.Equal((layer < frozen ? before : whole).GetLayerParameters(layer), partly.GetLayerParameters(layer));
            Assert.NotEqual(before.GetLayerParameters(layer), whole.GetLayerParameters(layer));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Frozen_layers_compute_what_they_do_in_scoring_and_no_rule_touches_them(int threads)
    {
        FeedForwardNetwork Made() =>
            new(
                new NetworkSpec
                {
                    InputSize = 3,
                    HiddenLayers =
                    [
                        new DenseSpec(40, ActivationKind.Tanh),
                        new DropoutSpec(0.5f),
                        new BatchNormalizationSpec(),
                        new DenseSpec(8, ActivationKind.Tanh),
                        new BatchNormalizationSpec(),
                    ],
                    OutputSize = 2,
                },
                InitializerKind.Xavier,
                seed: 4
            );
        FeedForwardNetwork network = Made();
        // Running means and variances that are not those of the batch.
        NetworkTrainer.Fit(network, Set(), new TrainingOptions { Epochs = 3, BatchSize = 10 });
        float[][] before = [.. Enumerable.Range(0, network.LayerCount).Select(network.GetLayerParameters)];
        var options = new TrainingOptions
        {
            Epochs = 1,
            BatchSize = 50,
            FrozenLayers = 4,
            MaxNorm = 0.01f,
            WeightAveraging = 0.9f,
            ClipNorm = 1,
            Optimizer = new OptimizerSpec { WeightDecay = 0.1f },
            MaxDegreeOfParallelism = threads,
        };
        double scored = NetworkTrainer.Evaluate(network, Set()).Loss;
        TrainingHistory history = NetworkTrainer.Fit(network, Set(), options);
        Assert.Equal(scored, history.Last.Training.Loss, 1e-6);
        for (int layer = 0; layer < 4; layer++)
            Assert.Equal(before[layer], network.GetLayerParameters(layer));
        Assert.NotEqual(before[4], network.GetLayerParameters(4));

        // A normalization above the frozen layers goes on learning, means included.
        NetworkTrainer.Fit(network, Set(), options with { FrozenLayers = 2, MaxNorm = null });
        for (int layer = 0; layer < 5; layer++)
            Assert.Equal(layer < 2, before[layer].SequenceEqual(network.GetLayerParameters(layer)));
    }

    [Fact]
    public void The_output_layer_learns_on_frozen_features()
    {
        FeedForwardNetwork network = Network();
        double before = NetworkTrainer.Evaluate(network, Set()).Loss;
        NetworkTrainer.Fit(
            network,
            Set(),
            new TrainingOptions
            {
                Epochs = 200,
                BatchSize = 10,
                FrozenLayers = 3,
                LearningRate = 0.01f,
            }
        );
        double after = NetworkTrainer.Evaluate(network, Set()).Loss;
        Assert.True(after < 0.8 * before, $"loss {before} before, {after} after");
    }

    [Theory]
    [InlineData(-1, "FrozenLayers is -1; give at least 0.")]
    [InlineData(
        4,
        "FrozenLayers is 4; the network has 3 layers with weights before its output layer, which always learns."
    )]
    public void More_layers_than_are_hidden_cannot_be_frozen(int frozen, string message) =>
        Assert.StartsWith(
            message,
            Assert
                .ThrowsAny<ArgumentException>(() =>
                    NetworkTrainer.Fit(Network(), Set(), new TrainingOptions { FrozenLayers = frozen })
                )
                .Message,
            StringComparison.Ordinal
        );

    private static FeedForwardNetwork Network() =>
        new(
            new NetworkSpec
            {
                InputSize = 3,
                HiddenLayers =
                [
                    new DenseSpec(40, ActivationKind.Tanh),
                    new DenseSpec(33, ActivationKind.Tanh),
                    new DenseSpec(8, ActivationKind.Sigmoid),
                ],
                OutputSize = 2,
            },
            InitializerKind.Xavier,
            seed: 4
        );

    private static TrainingSet Set()
    {
        const int Rows = 50;
        var matrix = new FloatMatrix(3);
        for (int row = 0; row < Rows; row++)
        {
            Span<float> x = matrix.AddRow();
            for (int i = 0; i < x.Length; i++)
                x[i] = MathF.Sin(row * 3 + i);
        }
        return TrainingSet.OfClasses(
            matrix,
            [.. Enumerable.Range(0, Rows).Select(row => MathF.Sin(row * 3) > 0.2f ? 1 : 0)]
        );
    }
}
