using MlPipeline.Cli.Output;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Experiments;

/// <summary>
/// Tries the best options for Fashion-MNIST on MNIST: candidates are trained on Fashion-MNIST, and the three with the
/// best
/// validation accuracy on MNIST, once from scratch and once from the layers that Fashion-MNIST taught.
/// </summary>
internal sealed class MnistRecommendations : IExperiment
{
    private const int Best = 3;
    private const double LeastAccuracy = 0.975;
    private const string FashionTraining = "--dataset fashion-mnist --validation 0.1 --epochs 8";
    private const string MnistTraining = "--dataset mnist --epochs 5";

    private static readonly Candidate[] Candidates =
    [
        new(
            "wide, dropout",
            "--network \"dense 512, relu, dropout 0.3; dense 256, relu, dropout 0.2\" "
                + "--batch-size 128 --learning-rate 0.002 --schedule one-cycle"
        ),
        new(
            "wide, batchnorm",
            "--network \"dense 512, batchnorm, relu, dropout 0.3; dense 256, batchnorm, relu, dropout 0.2\" "
                + "--batch-size 128 --learning-rate 0.004 --schedule one-cycle"
        ),
        new("two of 128", "--layers 128,128 --batch-size 64"),
        new("two of 256, cosine", "--layers 256,256 --batch-size 128 --learning-rate 0.002 --schedule cosine"),
        new("tanh", "--layers 256,128 --activation tanh --batch-size 64 --optimizer nesterov --schedule cosine"),
    ];

    public string Name => "mnist-recommendations";

    public string Summary =>
        "the three best of five Fashion-MNIST configurations, on MNIST: from scratch and transferred";

    public bool HasLong => false;

    public ExperimentOutcome Run(ExperimentSetting setting)
    {
        Trained[] fashion =
        [
            .. Candidates.Select(candidate => new Trained(
                candidate,
                new Training($"{candidate.Name}, Fashion-MNIST", $"{FashionTraining} {candidate.Arguments}").Run(
                    setting
                )
            )),
        ];
        Trained[] best = [.. fashion.OrderByDescending(trained => trained.Outcome.ValidationAccuracy).Take(Best)];
        TrainingOutcome[] mnist = [.. best.SelectMany(trained => OnMnist(trained, setting))];
        return new ExperimentOutcome
        {
            Settings =
            [
                new("Fashion-MNIST", FashionTraining),
                new("MNIST", MnistTraining),
                .. Candidates.Select(candidate => new NamedValue(candidate.Name, candidate.Arguments)),
            ],
            Sections =
            [
                new ExperimentSection(
                    "Fashion-MNIST",
                    $"The {Best} with the best validation accuracy are trained on MNIST.",
                    [Ranking(fashion)]
                ),
                new ExperimentSection(
                    "MNIST",
                    "Transferred: the hidden layers begin with the weights that Fashion-MNIST taught, and go on "
                        + "learning; the output layer is new.",
                    [TrainingOutcome.Compare("Test images", mnist)]
                ),
            ],
            Bounds = setting.IsQuick
                ? []
                :
                [
                    .. mnist.Select(outcome =>
                        Bound.AtLeast(LeastAccuracy, $"test accuracy, {outcome.Name}", outcome.TestAccuracy)
                    ),
                ],
            WriteFields = json =>
                TrainingOutcome.WriteAll(json, [.. fashion.Select(trained => trained.Outcome), .. mnist]),
        };
    }

    private static TrainingOutcome[] OnMnist(Trained trained, ExperimentSetting setting)
    {
        var scratch = new Training(
            $"{trained.Candidate.Name}, from scratch",
            $"{MnistTraining} {trained.Candidate.Arguments}"
        );
        return
        [
            scratch.Run(setting),
            (
                scratch with
                {
                    Name = $"{trained.Candidate.Name}, transferred",
                    TransferFrom = trained.Outcome.Model,
                }
            ).Run(setting),
        ];
    }

    private static TableItem Ranking(Trained[] fashion) =>
        new()
        {
            Title = "Configurations",
            Columns = ["", "validation accuracy", "test accuracy"],
            Rows =
            [
                .. fashion
                    .OrderByDescending(trained => trained.Outcome.ValidationAccuracy)
                    .Select(trained =>
                        (string[])
                            [
                                trained.Candidate.Name,
                                Tables.Figure(trained.Outcome.ValidationAccuracy),
                                Tables.Figure(trained.Outcome.TestAccuracy),
                            ]
                    ),
            ],
        };

    private sealed record Candidate(string Name, string Arguments);

    private sealed record Trained(Candidate Candidate, TrainingOutcome Outcome);
}
