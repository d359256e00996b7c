using System.Text.Json;

namespace MlPipeline.Cli.Tests;

/// <summary>The program on narrower vectors than the machine has, as it runs on lesser ones.</summary>
public sealed class VectorWidthTests : IDisposable
{
    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public void Every_width_learns_the_same_weights()
    {
        JsonElement[] results =
        [
            .. new[] { "512", "256", "128" }.Select(bits => Train("MLPIPELINE_VECTOR_BITS", bits)),
        ];
        Assert.All(
            results,
            result =>
                Assert.Equal(results[0].GetProperty("testLoss").GetDouble(), result.GetProperty("testLoss").GetDouble())
        );
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void A_processor_without_wide_vectors_learns_too(string feature) =>
        Assert.True(Train(feature, "0").GetProperty("testAccuracy").GetDouble() > 0.8);

    private JsonElement Train(string name, string value) =>
        _command
            .RunWith(
                [new(name, value)],
                "train",
                "--layers",
                "32",
                "--epochs",
                "2",
                "--seed",
                "1",
                "--model",
                _command.PathOf("m.zip"),
                "--json"
            )
            .Json;
}
