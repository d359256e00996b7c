using System.Text.Json;

namespace MlPipeline.Cli.Tests;

/// <summary><c>--network</c>: layers of any kind, their table, and what is said of layers that do not go.</summary>
public sealed class NetworkTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void A_convolutional_network_learns_and_a_new_process_evaluates_it_to_the_last_digit()
    {
        JsonElement train = _cli.Run(
            "train",
            "--network",
            "conv 6 5x5 same, batchnorm, relu, maxpool 2; dense 32, relu; dropout 0.1",
            "--epochs",
            "2",
            "--json"
        ).Json;
        Assert.True(train.GetProperty("testAccuracy").GetDouble() > 0.9, train.ToString());
        JsonElement evaluated = _cli.Run("evaluate", "--json").Json;
        foreach (string figure in (string[])["testAccuracy", "testLoss"])
            Assert.Equal(train.GetProperty(figure).GetDouble(), evaluated.GetProperty(figure).GetDouble());
    }

    [Fact]
    public void Train_shows_the_layers_their_outputs_parameters_and_multiply_adds()
    {
        CommandLine.Result result = _cli.Run(
            "train",
            "--network",
            "conv 4 5x5 stride 2, relu, avgpool 2; dense 16, tanh",
            "--epochs",
            "1"
        );
        Assert.True(result.ExitCode == 0, result.Error);
        string[][] rows =
        [
            .. result
                .Output.Split('\n')
                .TakeWhile(line => !line.StartsWith("Epoch", StringComparison.Ordinal))
                .Where(line => line.StartsWith('│'))
                .Select(line => line.Trim('│').Split('│', StringSplitOptions.TrimEntries)),
        ];
        // 14 x 14 places, 5 x 5 pixels, 4 filters: 19,600; 196 x 16 = 3,136; 16 x 20 = 320.
        Assert.Equal(
            [
                ["layer", "output", "parameters", "multiply-adds"],
                ["input", "1x28x28", "", ""],
                ["conv 4 5x5 stride 2 same, relu", "4x14x14", "104", "19,600"],
                ["avgpool 2", "4x7x7", "", ""],
                ["flatten", "196", "", ""],
                ["dense 16, tanh", "16", "3,152", "3,136"],
                ["dense 20", "20", "340", "320"],
                ["total", "", "3,596", "23,056"],
            ],
            rows
        );
    }

    [Theory]
    [InlineData(
        "Layer 2 of the network, 'rellu': 'rellu' is no layer; choose one of conv, dense, batchnorm, layernorm, "
            + "avgpool, maxpool, dropout, flatten, identity, sigmoid, tanh, relu, leaky-relu, gelu, silu, elu, "
            + "softplus.",
        "--network",
        "conv 4 3x3; rellu"
    )]
    [InlineData(
        "Layer 1 of the network, 'conv 4 3y3': '3y3' is no kernel's size; write it as 5x5.",
        "--network",
        "conv 4 3y3"
    )]
    [InlineData(
        "Layer 2 of the network is empty; separate layers by one comma or semicolon.",
        "--network",
        "dense 4,, relu"
    )]
    [InlineData(
        "Hidden layer 2, 'avgpool 30', has squares of 30x30 pixels, larger than its input of 28x28 pixels; take "
            + "smaller ones or fewer pooling layers.",
        "--network",
        "conv 4 3x3, avgpool 30"
    )]
    [InlineData("--network says all hidden layers; leave --layers out.", "--network", "dense 4", "--layers", "4")]
    public void Layers_that_do_not_go_get_a_sentence_and_leave_nothing_behind(string sentence, params string[] args)
    {
        CommandLine.Result result = _cli.Run(["train", .. args]);
        Assert.Equal((2, sentence, ""), (result.ExitCode, result.Error, result.Output));
        Assert.Empty(Directory.GetFileSystemEntries(_cli.Directory));
    }
}
