using System.Globalization;
using System.Text.Json;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Training;

namespace MlPipeline.Network.Tests;

public class OptimizerGoldenTests
{
    private static readonly JsonElement Reference = Golden.Load("optimizers.json");

    public static TheoryData<string> Runs() => [.. Reference.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("optimizer").GetString()!)];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Weights_biases_and_losses_follow_the_reference_for_40_steps(string optimizer)
    {
        JsonElement run = Reference.GetProperty("runs").EnumerateArray().Single(r => r.GetProperty("optimizer").GetString() == optimizer);
        JsonElement weights = Reference.GetProperty("weights"), biases = Reference.GetProperty("biases");
        FeedForwardNetwork network = Network(weights, biases);
        TrainingSet set = Golden.ClassSet(Reference.GetProperty("x"), Reference.GetProperty("labels"));
        using var team = new WorkerTeam(2);
        (OptimizerSpec spec, float rate) = Spec(optimizer);
        var step = new TrainingStep(network, spec, set, set.Rows, team);
        int[] rows = [.. Enumerable.Range(0, set.Rows)];
        Dictionary<int, JsonElement> after = run.GetProperty("after").EnumerateObject().ToDictionary(p => int.Parse(p.Name, CultureInfo.InvariantCulture), p => p.Value);
        int checkedSteps = 0;
        for (int t = 0; t < run.GetProperty("losses").GetArrayLength(); t++)
        {
            (double loss, _) = step.Run(rows, 0, rows.Length, rate);
            double expected = run.GetProperty("losses")[t].GetDouble();
            Assert.True(Math.Abs(loss / rows.Length - expected) <= 1e-4 * expected, $"loss {t}: expected {expected}, got {loss / rows.Length}");
            if (!after.TryGetValue(t + 1, out JsonElement snapshot)) continue;
            checkedSteps++;
            for (int layer = 0; layer < network.LayerCount; layer++)
            {
                IEnumerable<double> want = Golden.Numbers(snapshot.GetProperty("weights")[layer]).Concat(Golden.Numbers(snapshot.GetProperty("biases")[layer]));
                // Relative to the layer's largest: RMSProp turns the rounding of a gradient that nearly cancels into a full step,
                // so single elements differ by 1e-3 between any two float32 programs (plain float32 arithmetic gives 6e-5 absolute).
                Golden.Close(want, network.GetLayerParameters(layer), 1e-4, $"{optimizer} after {t + 1} steps, layer {layer}", floorShare: 1);
            }
        }
        Assert.Equal(after.Count, checkedSteps);
    }

    private static (OptimizerSpec Spec, float Rate) Spec(string optimizer)
    {
        string[] parts = optimizer.Split('+');
        (OptimizerKind kind, float rate) = parts[0] switch
        {
            "sgd" => (OptimizerKind.Sgd, 0.1f),
            "momentum" => (OptimizerKind.Momentum, 0.05f),
            "nesterov" => (OptimizerKind.Nesterov, 0.05f),
            "rmsprop" => (OptimizerKind.RmsProp, 0.01f),
            "adam" => (OptimizerKind.Adam, 0.01f),
            "nadam" => (OptimizerKind.Nadam, 0.01f),
            "adamw" => (OptimizerKind.AdamW, 0.01f),
            var other => throw new InvalidDataException(other),
        };
        bool decays = kind == OptimizerKind.AdamW || parts.Length > 1;
        return (new OptimizerSpec { Kind = kind, WeightDecay = decays ? 0.05f : 0, DecayBiases = decays }, rate);
    }

    private static FeedForwardNetwork Network(JsonElement weights, JsonElement biases)
    {
        var network = new FeedForwardNetwork(
            new NetworkSpec
            {
                InputSize = weights[0].GetArrayLength(),
                HiddenLayers = [new DenseSpec(biases[0].GetArrayLength(), ActivationKind.Tanh)],
                OutputSize = biases[1].GetArrayLength(),
            },
            InitializerKind.Xavier,
            seed: 1);
        for (int layer = 0; layer < 2; layer++) network.SetLayerParameters(layer, Golden.Layer(weights, biases, layer));
        return network;
    }
}
