using System.Diagnostics;
using System.Text.Json;

namespace MlPipeline.Cli.Tests;

/// <summary>Trainings that are killed or interrupted, and resumed in another process.</summary>
public sealed class CheckpointTests : IDisposable
{
    // Every random thing is on, so that a stream that is not restored shows.
    private static readonly string[] Training =
    [
        "train",
        "--layers",
        "32",
        "--epochs",
        "6",
        "--seed",
        "3",
        "--validation",
        "0.1",
        "--schedule",
        "cosine warmup=1",
        "--mixup",
        "0.2",
        "--weight-averaging",
        "0.99",
        "--clip-norm",
        "1",
        "--early-stopping",
        "3",
        "--json",
        "--model",
        "m.zip",
    ];

    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void A_training_that_is_killed_resumes_to_the_same_model()
    {
        JsonElement whole = _cli.Run(Training).Json;
        string[] checkpointed = [.. Training, "--checkpoint", "c.ckpt", "--checkpoint-minutes", "0.0001"];
        CommandLine.Result killed = _cli.RunAndSignal("KILL", "Epoch 2/6", checkpointed);
        Assert.Equal(137, killed.ExitCode);
        Assert.True(File.Exists(_cli.PathOf("c.ckpt")));
        JsonElement resumed = _cli.Run([.. checkpointed, "--resume"]).Json;
        // Loss to the last digit: one differing weight would show.
        foreach (
            string figure in (string[])["testLoss", "testAccuracy", "trainLoss", "validationAccuracy", "weightsOfEpoch"]
        )
            Assert.Equal(whole.GetProperty(figure).GetDouble(), resumed.GetProperty(figure).GetDouble());
    }

    [Fact]
    public void A_training_that_is_interrupted_saves_exits_130_and_resumes()
    {
        JsonElement whole = _cli.Run(Training).Json;
        CommandLine.Result interrupted = _cli.RunAndSignal(
            "INT",
            "Epoch 1/6",
            [.. Training, "--checkpoint", "c.ckpt", "--checkpoint-epochs", "0"]
        );
        Assert.Equal((130, ""), (interrupted.ExitCode, interrupted.Output));
        Assert.EndsWith(
            "Interrupted; the same command with --resume resumes from 'c.ckpt'.",
            interrupted.Error,
            StringComparison.Ordinal
        );
        JsonElement resumed = _cli.Run([.. Training, "--checkpoint", "c.ckpt", "--resume"]).Json;
        Assert.Equal(whole.GetProperty("testLoss").GetDouble(), resumed.GetProperty("testLoss").GetDouble());
        Assert.Equal(6, resumed.GetProperty("epochs").GetInt32());

        foreach (
            (string sentence, string[] change) in (ReadOnlySpan<(string, string[])>)
                [
                    (
                        "The checkpoint 'c.ckpt' cannot be resumed: the network was '784 → 32 ReLU → 20 "
                            + "SoftmaxCrossEntropy (25,780 parameters)' and is now '784 → 16 ReLU → 20 "
                            + "SoftmaxCrossEntropy (12,900 parameters)'; give the same, or train without resuming.",
                        ["--layers", "16"]
                    ),
                    (
                        "The checkpoint 'c.ckpt' cannot be resumed: BatchSize was 64 and is now 32; give the same, "
                            + "or train without resuming.",
                        ["--batch-size", "32"]
                    ),
                ]
        )
        {
            // A later option of the same name would be a second value: so it takes the first one's place.
            string[] args = Training.Contains(change[0]) ? [.. Training] : [.. Training, change[0], ""];
            args[Array.IndexOf(args, change[0]) + 1] = change[1];
            CommandLine.Result refused = _cli.Run([.. args, "--checkpoint", "c.ckpt", "--resume"]);
            Assert.Equal((2, sentence), (refused.ExitCode, refused.Error.Split('\n')[^1]));
        }
    }
}
