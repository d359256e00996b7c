using FsCheck;
using FsCheck.Fluent;

namespace MlPipeline.Network.Tests;

/// <summary>Architectures as text and as C#, their shapes, tables and errors.</summary>
public class ArchitectureTests
{
    [Fact]
    public void Text_and_builder_say_the_same()
    {
        var built = new Architecture()
            .Conv(32, 5)
            .BatchNorm()
            .ReLU()
            .AvgPool(2)
            .Conv(8, 3, stride: 2, padding: ConvolutionPadding.Valid)
            .Tanh()
            .MaxPool(2)
            .Flatten()
            .Dense(64)
            .LayerNorm()
            .Sigmoid()
            .Dropout(0.3f);
        Assert.Equal(
            built,
            Architecture.Parse(
                "conv 32 5x5 same, batchnorm, relu, avgpool 2; conv 8 3 valid stride 2, tanh, maxpool 2; flatten; "
                    + "Dense 64, layernorm, sigmoid; dropout 0.3"
            )
        );
        Assert.Equal(
            "conv 32 5x5 same, batchnorm, relu, avgpool 2, conv 8 3x3 stride 2 valid, tanh, maxpool 2, flatten, "
                + "dense 64, layernorm, sigmoid, dropout 0.3",
            built.ToString()
        );
    }

    [Fact]
    public void Leaky_ReLU_is_read_as_the_command_line_and_as_CSharp_write_it()
    {
        Architecture built = new Architecture().Dense(8).Activate(ActivationKind.LeakyReLU);
        Assert.Equal("dense 8, leaky-relu", built.ToString());
        Assert.All(
            (string[])["dense 8, leaky-relu", "dense 8, LeakyReLU", "dense 8, leakyrelu"],
            text => Assert.Equal(built, Architecture.Parse(text))
        );
    }

    [Fact]
    public void Text_printed_is_read_back()
    {
        Gen<LayerSpec> layer = Gen.OneOf(
            Gen.Choose(1, 500).Select(units => (LayerSpec)new DenseSpec(units)),
            from filters in Gen.Choose(1, 64)
            from height in Gen.Choose(1, 7)
            from width in Gen.Choose(1, 7)
            from stride in Gen.Choose(1, 3)
            from padding in Gen.Elements(Enum.GetValues<ConvolutionPadding>())
            select (LayerSpec)new ConvolutionSpec(filters, height, width, stride, padding),
            Gen.Choose(1, 99).Select(percent => (LayerSpec)new DropoutSpec(percent / 100f)),
            Gen.Choose(1, 100)
                .Select(percent => (LayerSpec)new BatchNormalizationSpec(percent / 100f, percent * 1e-6f)),
            Gen.Choose(1, 100).Select(millionths => (LayerSpec)new LayerNormalizationSpec(millionths * 1e-6f)),
            from kind in Gen.Elements(Enum.GetValues<PoolingKind>())
            from size in Gen.Choose(1, 5)
            select (LayerSpec)new PoolingSpec(kind, size),
            Gen.Constant((LayerSpec)new FlattenSpec())
        );
        Gen<Architecture> architecture = layer
            .ArrayOf()
            .SelectMany(layers =>
                Gen.Elements(Enum.GetValues<ActivationKind>())
                    .Select(activation =>
                        layers.Aggregate(
                            new Architecture(),
                            (built, next) =>
                                activation == ActivationKind.Identity
                                    ? built.Then(next)
                                    : built.Then(next).Activate(activation)
                        )
                    )
            );
        Prop.ForAll(architecture.ToArbitrary(), built => Architecture.Parse(built.ToString()).Equals(built))
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(
        "konv 32 5x5",
        "Layer 1 of the network, 'konv 32 5x5': 'konv' is no layer; choose one of conv, dense, batchnorm,"
    )]
    [InlineData("dense 64; conv", "Layer 2 of the network, 'conv': the number of filters is missing.")]
    [InlineData("conv 32", "Layer 1 of the network, 'conv 32': the kernel's size, such as 5x5 is missing.")]
    [InlineData("conv 32 fivexfive", "'fivexfive' is no kernel's size; write it as 5x5.")]
    [InlineData(
        "conv 32 5x5 sane",
        "'sane' is unknown; after the kernel's size come 'same' or 'valid' and 'stride N'."
    )]
    [InlineData("dense many", "the number of units is 'many'; give a whole number such as 12, without separators.")]
    [InlineData("dropout", "the rate is missing.")]
    [InlineData("relu 3", "'3' is one word too many.")]
    [InlineData("dense 3,,relu", "Layer 2 of the network is empty; separate layers by one comma or semicolon.")]
    public void Bad_text_is_told_with_its_layer(string text, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<FormatException>(() => Architecture.Parse(text)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(
        "1x28x28",
        "conv 4 9x9 valid; conv 4 21x21 valid",
        "Hidden layer 2, 'conv 4 21x21 valid', has a 21x21 kernel, larger than its input of 20x20 pixels; take a "
            + "smaller kernel or padding 'same'."
    )]
    [InlineData(
        "1x28x28",
        "conv 4 4x4 same",
        "Hidden layer 1, 'conv 4 4x4 same', has a 4x4 kernel, which has no middle for padding 'same'; take odd sizes "
            + "or 'valid'."
    )]
    [InlineData(
        "1x8x8",
        "avgpool 2, avgpool 2, avgpool 3",
        "Hidden layer 3, 'avgpool 3', has squares of 3x3 pixels, larger than its input of 2x2 pixels;"
    )]
    [InlineData(
        "1x28x28",
        "dense 10, relu; conv 4 3x3 same",
        "Hidden layer 2, 'conv 4 3x3 same', has a flat row of 10 values as its input, and convolutions need an image;"
    )]
    [InlineData("9x1x1", "dropout 1", "Hidden layer 1, 'dropout 1', has a rate of 1; give a number from 0 to below 1.")]
    [InlineData("1x8x8", "conv 0 3x3 same", "Hidden layer 1, 'conv 0 3x3 same', has 0 filters; give at least 1.")]
    [InlineData("1x8x8", "conv 2 3x3 same stride 0", "has a stride of 0; give at least 1.")]
    public void A_layer_that_does_not_fit_is_named_with_the_reason(string input, string text, string message) =>
        Assert.Contains(
            message,
            Assert
                .Throws<ArgumentOutOfRangeException>(() =>
                    new FeedForwardNetwork(ArchitectureGradientTests.Spec(input, text), InitializerKind.He, 1)
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_table_has_shapes_parameters_and_multiply_adds()
    {
        var spec = new NetworkSpec
        {
            Input = new TensorShape(1, 28, 28),
            HiddenLayers = Architecture
                .Parse("conv 32 5x5 same, batchnorm, relu, avgpool 2; conv 64 3x3 valid stride 2, relu; dense 10, relu")
                .Layers,
            OutputSize = 10,
        };
        (string, string, long, long)[] rows =
        [
            .. spec.Summarize().Select(row => (row.Layer, row.Output.ToString(), row.Parameters, row.MultiplyAdds)),
        ];
        Assert.Equal(
            [
                ("conv 32 5x5 same", "32x28x28", 832, 784 * 800),
                ("batchnorm, relu", "32x28x28", 64, 784 * 32),
                ("avgpool 2", "32x14x14", 0, 0),
                ("conv 64 3x3 stride 2 valid, relu", "64x6x6", 18_496, 36 * 288 * 64),
                ("flatten", "2304", 0, 0),
                ("dense 10, relu", "10", 23_050, 23_040),
                ("dense 10", "10", 110, 100),
            ],
            rows
        );
        Assert.Equal(rows.Sum(row => row.Item3), spec.ParameterCount);
    }
}
