namespace MlPipeline.Cli.Experiments;

/// <summary>
/// MNIST by three convolutions of 5x5, batch normalization and average pooling, from pixels in (-1, 1).
/// </summary>
internal static class MnistCnn
{
    private const string Network =
        "conv 32 5x5 same, batchnorm, relu, avgpool 2; conv 32 5x5 same, batchnorm, relu, avgpool 2; "
        + "conv 64 5x5 same, batchnorm, relu, avgpool 2; dense 64, batchnorm, relu";

    public static TrainingExperiment Experiment { get; } =
        new()
        {
            Name = "mnist-cnn",
            Summary = "MNIST by a convolutional network, 10 epochs, tested after each",
            Arguments =
                $"--dataset mnist --normalize symmetric --network \"{Network}\" "
                + "--optimizer adam --batch-size 64 --epochs 10 --schedule cosine",
            IsTestedEveryEpoch = true,
            Bounds = (outcome, _) =>
                [
                    Bound.AtLeast(0.992, "test accuracy of the last epoch", outcome.TestAccuracy),
                    Bound.AtLeast(0.994, "best test accuracy of an epoch", outcome.BestTestAccuracy),
                ],
        };
}
