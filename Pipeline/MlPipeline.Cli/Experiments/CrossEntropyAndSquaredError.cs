using MlPipeline.Reports;

namespace MlPipeline.Cli.Experiments;

/// <summary>
/// The same network from the same weights on the same batches, once by cross-entropy and once by squared error.
/// </summary>
internal sealed class CrossEntropyAndSquaredError : IExperiment
{
    private const string Common = "--dataset mnist --layers 128,64 --batch-size 64 --epochs 10";
    private const double LeastAccuracy = 0.97;

    public string Name => "ce-vs-mse";

    public string Summary => "cross-entropy and squared error on MNIST: the same network, both losses";

    public bool HasLong => false;

    public ExperimentOutcome Run(ExperimentSetting setting)
    {
        TrainingOutcome[] both =
        [
            .. from training in (Training[])
                [
                    new("cross-entropy", $"{Common} --loss cross-entropy"),
                    new("squared error", $"{Common} --loss squared-error"),
                ]
            select (training with { IsTestedEveryEpoch = true }).Run(setting),
        ];
        return new ExperimentOutcome
        {
            Settings = [new("options of both", Common)],
            Sections =
            [
                new ExperimentSection(
                    "At the end",
                    "Test loss is cross-entropy for both.",
                    [TrainingOutcome.Compare("Test images", both)]
                ),
                new ExperimentSection(
                    "Epoch by epoch",
                    "Each loss is the one that was minimized: the two are not comparable, the accuracies are.",
                    [Accuracies(both), .. both.Select(Losses), .. both.Select(outcome => outcome.EpochTable())]
                ),
                new ExperimentSection("Confusion matrices", "", [.. both.Select(outcome => outcome.ConfusionTable())]),
            ],
            Bounds = setting.IsQuick
                ? []
                :
                [
                    .. both.Select(outcome =>
                        Bound.AtLeast(LeastAccuracy, $"test accuracy by {outcome.Name}", outcome.TestAccuracy)
                    ),
                ],
            WriteFields = json => TrainingOutcome.WriteAll(json, both),
        };
    }

    private static CurvesItem Accuracies(TrainingOutcome[] both) =>
        new()
        {
            Title = "Accuracy",
            XTitle = "epoch",
            YTitle = "accuracy",
            Curves =
            [
                .. both.SelectMany(outcome =>
                    (Series[])
                        [
                            outcome.Curve("training", epoch => epoch.TrainAccuracy),
                            outcome.Curve("test", epoch => epoch.TestAccuracy),
                        ]
                ),
            ],
        };

    private static CurvesItem Losses(TrainingOutcome outcome) =>
        new()
        {
            Title = $"Loss: {outcome.Name}",
            XTitle = "epoch",
            YTitle = outcome.Name,
            IsLogarithmic = true,
            Curves =
            [
                outcome.Curve("training", epoch => epoch.TrainLoss),
                outcome.Curve("test", epoch => epoch.TestLoss),
            ],
        };
}
