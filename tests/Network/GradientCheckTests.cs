using MlPipeline.Network.Memory;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Training;

namespace MlPipeline.Network.Tests;

/// <summary>
/// Every activation with every loss: the product's gradient against central differences of the float64 reference.
/// </summary>
public class GradientCheckTests
{
    private const int Rows = 7;
    private const int Inputs = 5;
    private const int Outputs = 3;
    private const double Step = 1e-5;

    public static TheoryData<ActivationKind, LossKind> All()
    {
        var data = new TheoryData<ActivationKind, LossKind>();
        foreach (ActivationKind activation in Enum.GetValues<ActivationKind>())
        foreach (LossKind loss in Enum.GetValues<LossKind>())
            data.Add(activation, loss);
        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Gradient_equals_finite_differences(ActivationKind activation, LossKind loss)
    {
        var random = new Random(7);
        var spec = new NetworkSpec
        {
            InputSize = Inputs,
            HiddenLayers = [new DenseSpec(33, activation), new DenseSpec(4, activation)],
            OutputSize = Outputs,
            Loss = loss,
        };
        var network = new FeedForwardNetwork(spec, InitializerKind.Xavier, seed: 3);
        // Biases off zero, so that their gradients are checked where they matter.
        for (int l = 0; l < network.LayerCount; l++)
            network.SetLayerParameters(
                l,
                [.. network.GetLayerParameters(l).Select(p => p + (float)(0.2 * (random.NextDouble() - 0.5)))]
            );

        double[][] x = [.. Enumerable.Range(0, Rows).Select(_ => Draw(Inputs, random))];
        int[] classes = [.. Enumerable.Range(0, Rows).Select(r => r % Outputs)];
        double[][] values =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(_ =>
                    Draw(Outputs, random)
                        .Select(v => loss == LossKind.SigmoidCrossEntropy ? (v > 0 ? 1.0 : 0) : v)
                        .ToArray()
                ),
        ];
        var matrix = new FloatMatrix(Inputs);
        foreach (double[] row in x)
            row.Select(v => (float)v).ToArray().CopyTo(matrix.AddRow());
        bool byClass = loss is LossKind.SoftmaxCrossEntropy or LossKind.SoftmaxSquaredError;
        TrainingSet set = byClass
            ? TrainingSet.OfClasses(matrix, classes)
            : TrainingSet.OfValues(matrix, [.. values.SelectMany(v => v).Select(v => (float)v)], Outputs);

        using var team = new WorkerTeam(2);
        var step = new TrainingStep(network, new TrainingOptions(), Rows, team);
        (_, AlignedBuffer flat) = step.ComputeGradient(Batch.All(set), Rows);

        double[][] parameters =
        [
            .. Enumerable
                .Range(0, network.LayerCount)
                .Select(l => network.GetLayerParameters(l).Select(p => (double)p).ToArray()),
        ];
        var reference = new Reference(spec, parameters);
        for (int l = 0; l < network.LayerCount; l++)
        {
            int index = network.IndexOfLearning(l);
            float[] gradient = network
                .Layers[index]
                .Export(flat.Span.Slice(network.OffsetOf(index), network.Layers[index].ParameterLength));
            for (int i = 0; i < gradient.Length; i++)
            {
                double kept = parameters[l][i];
                parameters[l][i] = kept + Step;
                double above = reference.Loss(x, byClass ? classes : null, values);
                parameters[l][i] = kept - Step;
                double below = reference.Loss(x, byClass ? classes : null, values);
                parameters[l][i] = kept;
                double expected = (above - below) / (2 * Step);
                Assert.True(
                    Math.Abs(expected - gradient[i]) <= 1e-4 * Math.Max(0.05, Math.Abs(expected)),
                    $"layer {l}, parameter {i}: finite difference {expected}, gradient {gradient[i]}"
                );
            }
        }
    }

    private static double[] Draw(int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => (double)(float)(2 * random.NextDouble() - 1))];
}
