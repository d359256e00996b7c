namespace MlPipeline.Cli.Experiments;

/// <summary>Fashion-MNIST by two dense layers; a tenth of the training images is used for validation.</summary>
internal static class FashionMlp
{
    private const string Network = "dense 512, batchnorm, relu, dropout 0.4; dense 256, batchnorm, relu, dropout 0.3";

    public static TrainingExperiment Experiment { get; } =
        new()
        {
            Name = "fashion-mlp",
            Summary = "Fashion-MNIST by two dense layers",
            Arguments =
                $"--dataset fashion-mnist --validation 0.1 --augment flip --network \"{Network}\" "
                + "--batch-size 128 --epochs 30 --learning-rate 0.004 --schedule one-cycle --label-smoothing 0.05",
            Bounds = (outcome, _) =>
                [
                    Bound.AtLeast(0.905, "validation accuracy", outcome.ValidationAccuracy),
                    Bound.AtLeast(0.900, "test accuracy", outcome.TestAccuracy),
                ],
        };
}
