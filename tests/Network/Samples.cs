namespace MlPipeline.Network.Tests;

/// <summary>A small network and rows that it learns.</summary>
internal static class Samples
{
    public static FeedForwardNetwork Network(int seed = 1) =>
        new(
            new NetworkSpec
            {
                InputSize = 2,
                HiddenLayers = [new DenseSpec(40, ActivationKind.Tanh), new DenseSpec(33, ActivationKind.ReLU)],
                OutputSize = 3,
            },
            InitializerKind.Xavier,
            seed
        );

    /// <summary>Three arms that no line separates.</summary>
    public static TrainingSet Spirals(int rows, int seed = 11)
    {
        var random = new Random(seed);
        var x = new FloatMatrix(2);
        var classes = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            classes[i] = i % 3;
            double t = random.NextDouble();
            double angle = 2 * Math.PI * classes[i] / 3 + 3 * t;
            Span<float> row = x.AddRow();
            (row[0], row[1]) = ((float)(t * Math.Cos(angle)), (float)(t * Math.Sin(angle)));
        }
        return TrainingSet.OfClasses(x, classes);
    }

    /// <summary>All weights and biases, layer by layer.</summary>
    public static float[] Weights(FeedForwardNetwork network) =>
        [.. Enumerable.Range(0, network.LayerCount).SelectMany(network.GetLayerParameters)];
}
