using MlPipeline.AutoTune.Storage;
using MlPipeline.Cli.Reporting;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Tests;

public sealed class BestTrialTests
{
    private static readonly Dictionary<string, object> Everything = new()
    {
        ["Epochs"] = 3L,
        ["BatchSize"] = 32L,
        ["Shuffle"] = false,
        ["Activation"] = "LeakyReLU",
        ["Initializer"] = "He",
        ["Loss"] = "SquaredError",
        ["LearningRate"] = 0.0005,
        ["Schedule"] = "step every=3 gamma=0.5",
        ["WeightDecay"] = 1e-5,
        ["DecayBiases"] = true,
        ["LabelSmoothing"] = 0.1,
        ["Mixup"] = 0.25,
        ["Optimizer"] = "RmsProp",
        ["Momentum"] = 0.8,
        ["Rho"] = 0.95,
        ["Beta1"] = 0.85,
        ["Beta2"] = 0.99,
        ["Epsilon"] = 1e-7,
        ["HiddenLayers"] = 2L,
        ["Width1"] = 64L,
        ["Width2"] = 32L,
    };

    private static BestConfiguration? Of(IReadOnlyDictionary<string, object> parameters, string dataset = "glyphs") =>
        BestTrial.Of(
            new StudyHeader(
                "s",
                new Dictionary<string, string>(),
                "MicroAccuracy",
                IsMaximize: true,
                Seed: 1,
                new Dictionary<string, string>
                {
                    ["dataset"] = dataset,
                    ["validation"] = "0.1",
                    ["normalize"] = "min-max",
                }
            ),
            new TrialRecord
            {
                Id = 4,
                Attempt = 1,
                Owner = null,
                Seed = 99,
                Parameters = parameters,
                StartedAt = default,
            }
        );

    [Fact]
    public void Every_parameter_that_can_be_searched_is_in_the_command_line_and_in_the_code()
    {
        BestConfiguration best = Of(Everything)!;
        Assert.Equal(4, best.Trial);
        Assert.Equal(
            "mlpipeline train --dataset glyphs --normalize min-max --layers 64,32 --epochs 3 --batch-size 32 "
                + "--no-shuffle --activation leaky-relu --initializer he --loss squared-error --learning-rate 0.0005"
                + " --schedule 'step every=3 gamma=0.5' --weight-decay 1E-05 --decay-biases --label-smoothing 0.1 "
                + "--mixup 0.25 --optimizer rmsprop --momentum 0.8 --rho 0.95 --beta1 0.85 --beta2 0.99 "
                + "--epsilon 1E-07 --seed 99",
            best.CommandLine
        );
        foreach (
            string line in (string[])
                [
                    "HiddenLayers = [64, 32],",
                    "Shuffle = false,",
                    "Activation = ActivationKind.LeakyReLU,",
                    "LearningRate = 0.0005f,",
                    "LearningRateSchedule = LearningRateSchedule.Parse(\"step every=3 gamma=0.5\"),",
                    "Optimizer = OptimizerKind.RmsProp,",
                    "Seed = 99,",
                ]
        )
            Assert.Contains("\n    " + line + "\n", best.CSharp, StringComparison.Ordinal);
    }

    [Fact]
    public void With_dropout_the_network_is_told_as_a_whole()
    {
        BestConfiguration best = Of(
            new Dictionary<string, object>
            {
                ["HiddenLayers"] = 2L,
                ["Width"] = 16L,
                ["Activation"] = "TanH",
                ["Dropout"] = 0.25,
            }
        )!;
        Assert.Equal(
            "mlpipeline train --dataset glyphs --normalize min-max --network 'dense 16, tanh, dropout 0.25, dense "
                + "16, tanh, dropout 0.25' --seed 99",
            best.CommandLine
        );
        Assert.Contains("    Network = Architecture.Parse(\"dense 16", best.CSharp, StringComparison.Ordinal);
    }

    [Fact]
    public void Varied_images_are_told_in_one_word_and_as_a_step_of_their_own()
    {
        BestConfiguration best = Of(
            new Dictionary<string, object>
            {
                ["Epochs"] = 3L,
                ["Rotation"] = 7.5,
                ["Shift"] = 0.0,
                ["Flip"] = 0.5,
            }
        )!;
        Assert.Equal(
            "mlpipeline train --dataset glyphs --normalize min-max --augment 'rotate=7.5,flip@0.5' --layers 128,128 "
                + "--epochs 3 --seed 99",
            best.CommandLine
        );
        Assert.Contains(
            "AugmentImages(\n    \"Features\", new AugmentationOptions { Rotation = 7.5f, HorizontalFlip = 0.5f });\n"
                + "var options",
            best.CSharp,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "--augment",
            Of(new Dictionary<string, object> { ["Rotation"] = 0.0 })!.CommandLine,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_a_journal_holds_does_not_become_a_command() =>
        Assert.Contains(
            " --dataset '$(rm -r ~) '\\''; `ls`' ",
            Of(Everything, "$(rm -r ~) '; `ls`")!.CommandLine,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_study_of_something_else_has_no_command() =>
        Assert.Null(Of(new Dictionary<string, object> { ["Leaves"] = 31L }));
}
