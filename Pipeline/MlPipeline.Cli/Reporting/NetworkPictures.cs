using MlPipeline.Network;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Reporting;

/// <summary>A network for a report: its layers as a table, the weights of its first units as images.</summary>
internal static class NetworkPictures
{
    public static IReadOnlyList<NetworkLayer> Layers(NetworkSpec spec) =>
        [.. spec.Summarize().Select(layer => new NetworkLayer(layer.Layer, layer.Output.ToString(), layer.Parameters))];

    /// <summary>Gets the images; none unless the first layer is dense.</summary>
    public static IReadOnlyList<WeightImage> FirstLayer(FeedForwardNetwork network, int width, int atMost)
    {
        int inputs = network.Spec.InputSize;
        int? dense = network.Spec.HiddenLayers switch
        {
            [] => network.Spec.OutputSize,
            [DenseSpec first, ..] => first.Units,
            _ => null,
        };
        if (dense is not { } units)
            return [];
        float[] parameters = network.GetLayerParameters(0); // weights [inputs, units], then biases
        var images = new WeightImage[Math.Min(units, atMost)];
        var weights = new float[inputs];
        for (int unit = 0; unit < images.Length; unit++)
        {
            for (int i = 0; i < inputs; i++)
                weights[i] = parameters[i * units + unit];
            images[unit] = WeightImage.Of($"unit {unit + 1}", weights, width);
        }
        return images;
    }
}
