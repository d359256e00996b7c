using System.Text.Json;

namespace MlPipeline.Network.Tests;

/// <summary>Each layer of images by itself against PyTorch in float64.</summary>
public class LayerGoldenTests
{
    private const double Tolerance = 1e-5;

    private static readonly JsonElement Cases = Golden.Load("conv.json");

    public static TheoryData<int, bool> Convolutions()
    {
        var data = new TheoryData<int, bool>();
        for (int i = 0; i < Cases.GetProperty("convolution").GetArrayLength(); i++)
            foreach (bool padded in (bool[])[true, false])
                data.Add(i, padded);
        return data;
    }

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void Convolution_follows_the_reference(int index, bool paddedChannels)
    {
        JsonElement c = Cases.GetProperty("convolution")[index];
        int kernel = c.GetProperty("kernel").GetInt32();
        int padding = c.GetProperty("padding").GetInt32();
        Assert.True(padding == 0 || padding == (kernel - 1) / 2);
        var spec = new ConvolutionSpec(
            c.GetProperty("out_channels").GetInt32(),
            kernel,
            kernel,
            c.GetProperty("stride").GetInt32(),
            padding == 0 ? ConvolutionPadding.Valid : ConvolutionPadding.Same
        );
        LayerHarness layer = Harness(spec, c, paddedChannels);
        layer.SetParameters([.. Golden.Floats(c.GetProperty("weight")), .. Golden.Floats(c.GetProperty("bias"))]);
        Check(layer, c, "weight_gradient", "bias_gradient");
    }

    [Theory]
    [InlineData("batch_norm_1d")]
    [InlineData("batch_norm_2d")]
    public void Batch_normalization_follows_the_reference(string name)
    {
        JsonElement train = Cases.GetProperty(name).GetProperty("train");
        JsonElement eval = Cases.GetProperty(name).GetProperty("eval");
        var spec = new BatchNormalizationSpec();
        LayerHarness layer = Harness(spec, train);
        int channels = train.GetProperty("weight").GetArrayLength();
        layer.SetParameters([
            .. Golden.Floats(train.GetProperty("weight")),
            .. Golden.Floats(train.GetProperty("bias")),
            .. new float[channels],
            .. Enumerable.Repeat(1f, channels),
        ]);
        Check(layer, train, "weight_gradient", "bias_gradient");
        float[] after = layer.Parameters;
        Golden.Close(
            Golden.Numbers(train.GetProperty("running_mean_after")),
            after[(2 * channels)..(3 * channels)],
            Tolerance,
            "running mean"
        );
        Golden.Close(
            Golden.Numbers(train.GetProperty("running_var_after")),
            after[(3 * channels)..],
            Tolerance,
            "running variance"
        );

        LayerHarness scoring = Harness(spec, eval);
        scoring.SetParameters(after);
        Golden.Close(
            Golden.Numbers(eval.GetProperty("output")),
            scoring.Score(Golden.Floats(eval.GetProperty("x"))),
            Tolerance,
            "scores"
        );
    }

    [Theory]
    [InlineData("average_pool_2", PoolingKind.Average)]
    [InlineData("max_pool_2", PoolingKind.Max)]
    public void Pooling_follows_the_reference(string name, PoolingKind kind)
    {
        JsonElement c = Cases.GetProperty(name);
        Check(Harness(new PoolingSpec(kind), c), c);
    }

    private static void Check(LayerHarness layer, JsonElement c, params string[] gradients)
    {
        Golden.Close(
            Golden.Numbers(c.GetProperty("output")),
            layer.Forward(Golden.Floats(c.GetProperty("x"))),
            Tolerance,
            "output"
        );
        (float[] input, float[] parameters) = layer.Backward(Golden.Floats(c.GetProperty("output_gradient")));
        Golden.Close(Golden.Numbers(c.GetProperty("input_gradient")), input, Tolerance, "input gradient");
        double[] expected = [.. gradients.SelectMany(name => Golden.Numbers(c.GetProperty(name)))];
        if (expected.Length > 0)
            Golden.Close(expected, parameters[..expected.Length], Tolerance, "parameter gradient");
    }

    private static LayerHarness Harness(LayerSpec spec, JsonElement c, bool paddedChannels = true)
    {
        JsonElement x = c.GetProperty("x");
        JsonElement row = x[0];
        TensorShape shape =
            row[0].ValueKind == JsonValueKind.Number
                ? TensorShape.Flat(row.GetArrayLength())
                : new TensorShape(row.GetArrayLength(), row[0].GetArrayLength(), row[0][0].GetArrayLength());
        return new LayerHarness(spec, shape, x.GetArrayLength(), paddedChannels);
    }
}
