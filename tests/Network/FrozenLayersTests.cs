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
        FeedForwardNetwork before = Network(), whole = Network(), partly = Network();
        var options = new TrainingOptions { Epochs = 1, BatchSize = 50, Seed = 1, MaxDegreeOfParallelism = threads };
        NetworkTrainer.Fit(whole, Set(), options);
        NetworkTrainer.Fit(partly, Set(), options with { FrozenLayers = frozen });
        for (int layer = 0; layer < before.LayerCount; layer++)
        {
            Assert.Equal((layer < frozen ? before : whole).GetLayerParameters(layer), partly.GetLayerParameters(layer));
            Assert.NotEqual(before.GetLayerParameters(layer), whole.GetLayerParameters(layer));
        }
    }

    [Fact]
    public void The_output_layer_learns_on_frozen_features()
    {
        FeedForwardNetwork network = Network();
        double before = NetworkTrainer.Evaluate(network, Set()).Loss;
        NetworkTrainer.Fit(network, Set(), new TrainingOptions { Epochs = 30, BatchSize = 10, FrozenLayers = 3, LearningRate = 0.01f });
        Assert.True(NetworkTrainer.Evaluate(network, Set()).Loss < 0.8 * before);
    }

    [Theory]
    [InlineData(-1, "FrozenLayers is -1; give at least 0.")]
    [InlineData(4, "FrozenLayers is 4; the network has 3 hidden layers, and its last layer always learns.")]
    public void More_layers_than_are_hidden_cannot_be_frozen(int frozen, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => NetworkTrainer.Fit(Network(), Set(), new TrainingOptions { FrozenLayers = frozen })).Message, StringComparison.Ordinal);

    private static FeedForwardNetwork Network() => new(
        new NetworkSpec { InputSize = 3, HiddenLayers = [new(40, ActivationKind.Tanh), new(33, ActivationKind.Tanh), new(8, ActivationKind.Sigmoid)], OutputSize = 2 },
        InitializerKind.Xavier,
        seed: 4);

    private static TrainingSet Set()
    {
        const int Rows = 50;
        var matrix = new FloatMatrix(3);
        for (int row = 0; row < Rows; row++)
        {
            Span<float> x = matrix.AddRow();
            for (int i = 0; i < x.Length; i++) x[i] = MathF.Sin(row * 3 + i);
        }
        return TrainingSet.OfClasses(matrix, [.. Enumerable.Range(0, Rows).Select(row => MathF.Sin(row * 3) > 0.2f ? 1 : 0)]);
    }
}
