using System.Text.Json;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Training;

namespace MlPipeline.Network.Tests;

public class DenseGoldenTests
{
    private static readonly JsonElement Cases = Golden.Load("dense.json").GetProperty("cases");

    public static TheoryData<int, string> All()
    {
        var data = new TheoryData<int, string>();
        for (int i = 0; i < Cases.GetArrayLength(); i++)
            data.Add(i, $"{Cases[i].GetProperty("activation")} {Cases[i].GetProperty("loss")}");
        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Probabilities_follow_the_reference(int index, string name)
    {
        JsonElement c = Cases[index];
        FeedForwardNetwork network = Network(c);
        float[] outputs = new float[c.GetProperty("labels").GetArrayLength() * network.Spec.OutputSize];
        network.CreatePredictor(4).Predict(Golden.Floats(c.GetProperty("x")), outputs);
        Golden.Close(Golden.Numbers(c.GetProperty("probabilities")), outputs, 1e-5, name);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Loss_and_gradients_follow_the_reference(int index, string name)
    {
        JsonElement c = Cases[index];
        FeedForwardNetwork network = Network(c);
        TrainingSet set = Golden.ClassSet(c.GetProperty("x"), c.GetProperty("labels"));
        using var team = new WorkerTeam(2);
        var step = new TrainingStep(network, new TrainingOptions(), set.Rows, team);
        (double loss, AlignedBuffer flat) = step.ComputeGradient(Batch.All(set), set.Rows);
        Assert.Equal(c.GetProperty("loss_value").GetDouble(), loss, 1e-5);
        for (int layer = 0; layer < network.LayerCount; layer++)
        {
            float[] gradient = network
                .Layers[layer]
                .Export(flat.Span.Slice(network.OffsetOf(layer), network.Layers[layer].ParameterLength));
            IEnumerable<double> expected = Golden
                .Numbers(c.GetProperty("weight_gradients")[layer])
                .Concat(Golden.Numbers(c.GetProperty("bias_gradients")[layer]));
            Golden.Close(expected, gradient, 1e-4, $"{name}, layer {layer}");
        }
    }

    private static FeedForwardNetwork Network(JsonElement c)
    {
        JsonElement weights = c.GetProperty("weights");
        JsonElement biases = c.GetProperty("biases");
        ActivationKind activation = c.GetProperty("activation").GetString() switch
        {
            "sigmoid" => ActivationKind.Sigmoid,
            "tanh" => ActivationKind.Tanh,
            "relu" => ActivationKind.ReLU,
            "leaky_relu" => ActivationKind.LeakyReLU,
            var other => throw new InvalidDataException(other),
        };
        int layers = weights.GetArrayLength();
        var network = new FeedForwardNetwork(
            new NetworkSpec
            {
                InputSize = weights[0].GetArrayLength(),
                HiddenLayers =
                [
                    .. Enumerable
                        .Range(0, layers - 1)
                        .Select(l => new DenseSpec(biases[l].GetArrayLength(), activation)),
                ],
                OutputSize = biases[layers - 1].GetArrayLength(),
                Loss =
                    c.GetProperty("loss").GetString() == "cross_entropy"
                        ? LossKind.SoftmaxCrossEntropy
                        : LossKind.SoftmaxSquaredError,
            },
            InitializerKind.Xavier,
            seed: 1
        );
        for (int layer = 0; layer < layers; layer++)
            network.SetLayerParameters(layer, Golden.Layer(weights, biases, layer));
        return network;
    }
}
