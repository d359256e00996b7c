using MlPipeline.Network.Scoring;

namespace MlPipeline.Network.Tests;

/// <summary>Networks of layers for images, as a whole.</summary>
public class ImageNetworkTests
{
    private const int Rows = 90;

    private static readonly NetworkSpec Spec = ArchitectureGradientTests.Spec(
        "2x9x8",
        "conv 6 3x3 same, batchnorm, relu, avgpool 2; conv 34 3x3 same, maxpool 2, tanh; dropout 0.25; dense 12, "
            + "batchnorm, relu; dropout 0.5"
    );

    [Fact]
    public void Any_number_of_threads_trains_the_same_weights()
    {
        float[][] weights = [.. new[] { 1, 2, 3 }.Select(threads => Samples.Weights(Trained(threads)))];
        Assert.Equal(weights[0], weights[1]);
        Assert.Equal(weights[0], weights[2]);
    }

    [Fact]
    public void A_network_learns_where_a_pattern_is_nowhere_in_particular()
    {
        FeedForwardNetwork network = Trained(threads: 2, epochs: 30);
        Assert.True(NetworkTrainer.Evaluate(network, Set(seed: 2)).Accuracy > 0.9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void A_row_scores_the_same_bits_in_any_company(int maxRows)
    {
        FeedForwardNetwork network = Trained(threads: 2);
        float[] features = Features(Set(1));
        float[] all = new float[Rows * 3];
        float[] one = new float[3];
        network.CreatePredictor(maxRows).Predict(features, all);
        Predictor single = network.CreatePredictor();
        for (int r = 0; r < Rows; r++)
        {
            single.Predict(features.AsSpan(r * Spec.InputSize, Spec.InputSize), one);
            Assert.Equal(all.AsSpan(r * 3, 3).ToArray(), one);
        }
    }

    [Fact]
    public void A_network_written_and_read_scores_and_learns_the_same_bits()
    {
        FeedForwardNetwork network = Trained(threads: 2);
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
            network.Write(writer);
        stream.Position = 0;
        FeedForwardNetwork copy = FeedForwardNetwork.Read(new BinaryReader(stream));
        Assert.Equal(network.Spec, copy.Spec);
        foreach (FeedForwardNetwork one in (FeedForwardNetwork[])[network, copy])
            NetworkTrainer.Fit(one, Set(1), new TrainingOptions { Epochs = 1, Seed = 5 });
        Assert.Equal(Samples.Weights(network), Samples.Weights(copy));
    }

    [Fact]
    public void Dropout_drops_its_share_and_keeps_the_mean()
    {
        const int Size = 4096;
        var layer = new LayerHarness(new DropoutSpec(0.3f), TensorShape.Flat(Size), rows: 2);
        float[] ones = [.. Enumerable.Repeat(1f, 2 * Size)];
        float[] y = layer.Forward(ones);
        Assert.All(y, value => Assert.True(value == 0 || Math.Abs(value - 1 / 0.7f) < 1e-6));
        Assert.InRange(y.Count(value => value == 0) / (double)y.Length, 0.28, 0.32);
        Assert.NotEqual(y[..Size], y[Size..]);
        Assert.Equal(y, layer.Backward(ones).Input);
        Assert.Equal(ones, layer.Score(ones));
    }

    [Fact]
    public void Layer_normalization_gives_rows_of_mean_0_and_variance_1()
    {
        const int Size = 45;
        var layer = new LayerHarness(new LayerNormalizationSpec(), TensorShape.Flat(Size), rows: 1);
        layer.SetParameters([.. Enumerable.Repeat(1f, Size), .. new float[Size]]);
        var random = new Random(1);
        float[] y = layer.Forward([.. Enumerable.Range(0, Size).Select(_ => 5 + 3 * random.NextSingle())]);
        Assert.Equal(0, y.Average(), 1e-5);
        Assert.Equal(1, y.Average(v => v * v), 1e-3);
    }

    private static FeedForwardNetwork Trained(int threads, int epochs = 2)
    {
        var network = new FeedForwardNetwork(Spec, InitializerKind.He, seed: 4);
        NetworkTrainer.Fit(
            network,
            Set(1),
            new TrainingOptions
            {
                Epochs = epochs,
                BatchSize = 25,
                Seed = 3,
                LearningRate = 0.01f,
                MaxDegreeOfParallelism = threads,
            }
        );
        return network;
    }

    // A bright bar across, a bright bar down, or a bright dot, anywhere in one channel of noise.
    private static TrainingSet Set(int seed)
    {
        var random = new Random(seed);
        TensorShape shape = Spec.Input;
        var matrix = new FloatMatrix(shape.Size);
        var classes = new int[Rows];
        for (int r = 0; r < Rows; r++)
        {
            Span<float> row = matrix.AddRow();
            for (int i = 0; i < row.Length; i++)
                row[i] = 0.2f * random.NextSingle();
            classes[r] = r % 3;
            int plane = random.Next(2) * shape.Height * shape.Width;
            int y = random.Next(shape.Height - 3);
            int x = random.Next(shape.Width - 3);
            for (int k = 0; k < 4; k++)
                row[
                    plane
                        + (
                            classes[r] == 0 ? y * shape.Width + x + k
                            : classes[r] == 1 ? (y + k) * shape.Width + x
                            : y * shape.Width + x
                        )
                ] = 1;
        }
        return TrainingSet.OfClasses(matrix, classes);
    }

    private static float[] Features(TrainingSet set)
    {
        var features = new float[set.Rows * set.Features.Width];
        for (int r = 0; r < set.Rows; r++)
            set.Features.CopyRow(r, features.AsSpan(r * set.Features.Width, set.Features.Width));
        return features;
    }
}
