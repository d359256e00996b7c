namespace MlPipeline.Cli.Experiments;

/// <summary>
/// Fashion-MNIST by two convolutions of 3x3, batch normalization, max pooling, and images that are mirrored and
/// shifted.
/// </summary>
internal static class FashionCnn
{
    private const string Network =
        "conv 32 3x3 same, batchnorm, relu, maxpool 2; conv 64 3x3 same, batchnorm, relu, maxpool 2; "
        + "dense 128, batchnorm, relu, dropout 0.3";

    public static TrainingExperiment Experiment { get; } =
        new()
        {
            Name = "fashion-cnn",
            Summary = "Fashion-MNIST by a convolutional network",
            Arguments =
                $"--dataset fashion-mnist --augment flip,shift=2 --network \"{Network}\" "
                + "--batch-size 64 --epochs 10 --learning-rate 0.003 --schedule one-cycle",
            Bounds = (outcome, _) => [Bound.AtLeast(0.92, "test accuracy", outcome.TestAccuracy)],
        };
}
