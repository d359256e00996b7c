using MlPipeline.Reports;

namespace MlPipeline.Cli.Experiments;

/// <summary>
/// One hidden layer of 800 units on MNIST: as it is, with affine and with elastic distortions, after Simard, Steinkraus
/// and Platt, Best Practices for Convolutional Neural Networks Applied to Visual Document Analysis (2003), who have
/// errors of 1.6, 1.1 and 0.7 %.
/// </summary>
internal sealed class Simard800 : IExperiment
{
    private const string Common =
        "--dataset mnist --network \"dense 800, relu, dropout 0.2\" "
        + "--batch-size 128 --learning-rate 0.002 --schedule one-cycle";

    private static readonly Case[] Cases =
    [
        new("no augmentation", $"{Common} --epochs 20", 0.017),
        new("affine", $"{Common} --epochs 30 --augment rotate=10,shift=2,zoom=0.1,shear=0.1", 0.012),
        new("elastic", $"{Common} --epochs 40 --augment elastic=34:4,shift=1", 0.009),
    ];

    public string Name => "simard-800";

    public string Summary => "MNIST by one hidden layer of 800: as it is, with affine and with elastic distortions";

    public bool HasLong => false;

    public ExperimentOutcome Run(ExperimentSetting setting)
    {
        TrainingOutcome[] outcomes = [.. Cases.Select(one => new Training(one.Name, one.Arguments).Run(setting))];
        return new ExperimentOutcome
        {
            Settings = [.. Cases.Select(one => new NamedValue(one.Name, one.Arguments))],
            Sections =
            [
                new ExperimentSection(
                    "Test errors",
                    "Simard, Steinkraus and Platt 2003: 1.6, 1.1 and 0.7 %.",
                    [TrainingOutcome.Compare("MNIST, 784 → 800 → 10", outcomes)]
                ),
                new ExperimentSection(
                    "Epoch by epoch",
                    "The harder the images, the lower the accuracy on them while learning.",
                    [
                        new CurvesItem
                        {
                            Title = "Training loss",
                            XTitle = "epoch",
                            YTitle = "cross-entropy, nats",
                            IsLogarithmic = true,
                            Curves =
                            [
                                .. outcomes.Select(outcome => outcome.Curve("training", epoch => epoch.TrainLoss)),
                            ],
                        },
                    ]
                ),
            ],
            Bounds = setting.IsQuick
                ? []
                :
                [
                    .. outcomes.Zip(
                        Cases,
                        (outcome, one) => Bound.AtMost(one.MostError, $"test error, {one.Name}", outcome.TestError)
                    ),
                ],
            WriteFields = json => TrainingOutcome.WriteAll(json, outcomes),
        };
    }

    private sealed record Case(string Name, string Arguments, double MostError);
}
