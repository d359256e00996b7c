using MlPipeline.Network.Layers;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Training;

namespace MlPipeline.Network.Tests;

/// <summary>
/// Whole networks of every kind of layer: the product's gradient against central differences of the float64 reference.
/// </summary>
public class ArchitectureGradientTests
{
    private const int Rows = 5;
    private const int Classes = 3;
    private const double Step = 1e-5;

    [Theory]
    [InlineData("1x7x6", "conv 4 3x3 same, tanh; conv 5 3x3 valid, sigmoid; dense 6, tanh")]
    [InlineData("2x6x6", "conv 3 3x5 same stride 2, tanh; conv 4 2x2 valid, tanh")]
    [InlineData("3x8x7", "conv 33 3x3 valid stride 2, tanh; conv 3 3x3 same; flatten; dense 4, tanh")]
    [InlineData(
        "1x8x8",
        "conv 4 3x3 same, batchnorm, tanh, avgpool 2; conv 3 3x3 same, batchnorm, sigmoid, avgpool 2; dense 5, "
            + "batchnorm, tanh"
    )]
    [InlineData("2x9x9", "batchnorm, conv 4 3x3 valid, maxpool 2, tanh; conv 3 1x1 same, layernorm, tanh")]
    [InlineData("6x1x1", "dense 9, layernorm, tanh; dense 40, batchnorm, tanh; layernorm")]
    [InlineData("2x5x5", "avgpool 2, flatten, dense 7, sigmoid")]
    public void Gradient_equals_finite_differences(string input, string text)
    {
        NetworkSpec spec = Spec(input, text);
        var random = new Random(11);
        var network = new FeedForwardNetwork(spec, InitializerKind.Xavier, seed: 3);
        for (int l = 0; l < network.LayerCount; l++)
            network.SetLayerParameters(
                l,
                [.. network.GetLayerParameters(l).Select(p => p + (float)(0.2 * (random.NextDouble() - 0.5)))]
            );
        double[][] x = Images(spec.InputSize, random);
        int[] classes = [.. Enumerable.Range(0, Rows).Select(r => r % Classes)];

        using var team = new WorkerTeam(2);
        var step = new TrainingStep(network, new TrainingOptions(), Rows, team);
        double[][] parameters =
        [
            .. Enumerable
                .Range(0, network.LayerCount)
                .Select(l => network.GetLayerParameters(l).Select(p => (double)p).ToArray()),
        ];
        (double loss, AlignedBuffer flat) = step.ComputeGradient(Batch.All(Set(x, classes)), Rows);
        var reference = new Reference(spec, parameters);
        Assert.Equal(reference.Loss(x, classes, null), loss, 1e-5);
        for (int l = 0; l < network.LayerCount; l++)
        {
            int index = network.IndexOfLearning(l);
            Layer layer = network.Layers[index];
            float[] gradient = layer.Export(flat.Span.Slice(network.OffsetOf(index), layer.ParameterLength));
            // Running averages are no part of the loss.
            int learned = layer is BatchNormalization ? gradient.Length / 2 : gradient.Length;
            for (int i = 0; i < learned; i++)
            {
                double kept = parameters[l][i];
                parameters[l][i] = kept + Step;
                double above = reference.Loss(x, classes, null);
                parameters[l][i] = kept - Step;
                double below = reference.Loss(x, classes, null);
                parameters[l][i] = kept;
                double expected = (above - below) / (2 * Step);
                Assert.True(
                    Math.Abs(expected - gradient[i]) <= 1e-3 * Math.Max(0.05, Math.Abs(expected)),
                    $"{layer.GetType().Name} {l}, parameter {i}: finite difference {expected}, gradient {gradient[i]}"
                );
            }
        }
    }

    internal static NetworkSpec Spec(string input, string text)
    {
        int[] sizes = [.. input.Split('x').Select(int.Parse)];
        return new NetworkSpec
        {
            Input = new TensorShape(sizes[0], sizes[1], sizes[2]),
            HiddenLayers = Architecture.Parse(text).Layers,
            OutputSize = Classes,
        };
    }

    private static double[][] Images(int size, Random random) =>
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(_ =>
                    Enumerable.Range(0, size).Select(_ => (double)(float)(2 * random.NextDouble() - 1)).ToArray()
                ),
        ];

    private static TrainingSet Set(double[][] x, int[] classes)
    {
        var matrix = new FloatMatrix(x[0].Length);
        foreach (double[] row in x)
            row.Select(v => (float)v).ToArray().CopyTo(matrix.AddRow());
        return TrainingSet.OfClasses(matrix, classes);
    }
}
