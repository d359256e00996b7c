using System.Globalization;
using MlPipeline.Network;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Reporting;

/// <summary>A network for a report: its layers as a table, the weights of its first units as images.</summary>
internal static class NetworkPictures
{
    public static IReadOnlyList<NetworkLayer> Layers(NetworkSpec spec)
    {
        List<NetworkLayer> layers = [new("input", Text(spec.InputSize), "", 0)];
        long inputs = spec.InputSize;
        foreach (DenseSpec layer in spec.HiddenLayers)
        {
            layers.Add(new NetworkLayer("dense", Text(layer.Units), layer.Activation.ToString(), (inputs + 1) * layer.Units));
            inputs = layer.Units;
        }
        layers.Add(new NetworkLayer("dense", Text(spec.OutputSize), spec.Loss.ToString(), (inputs + 1) * spec.OutputSize));
        return layers;
    }

    public static IReadOnlyList<WeightImage> FirstLayer(FeedForwardNetwork network, int width, int atMost)
    {
        int inputs = network.Spec.InputSize, units = network.Spec.HiddenLayers is [var first, ..] ? first.Units : network.Spec.OutputSize;
        float[] parameters = network.GetLayerParameters(0); // weights [inputs, units], then biases
        var images = new WeightImage[Math.Min(units, atMost)];
        var weights = new float[inputs];
        for (int unit = 0; unit < images.Length; unit++)
        {
            for (int i = 0; i < inputs; i++) weights[i] = parameters[i * units + unit];
            images[unit] = WeightImage.Of($"unit {unit + 1}", weights, width);
        }
        return images;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
