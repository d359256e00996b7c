namespace MlPipeline.Cli.Experiments;

/// <summary>
/// MNIST by dense layers only; augmentation makes up for the missing convolutions.
/// </summary>
internal static class MnistMlp
{
    private const string Common =
        "--dataset mnist --augment rotate=10,shift=2,zoom=0.1,elastic=20:4 "
        + "--batch-size 128 --learning-rate 0.003 --schedule one-cycle";

    private const string Network =
        "dense 512, batchnorm, relu, dropout 0.1; dense 256, batchnorm, relu, dropout 0.1; "
        + "dense 128, batchnorm, relu";

    private const string LongNetwork =
        "dense 1024, batchnorm, relu, dropout 0.1; dense 512, batchnorm, relu, dropout 0.1; "
        + "dense 256, batchnorm, relu";

    public static TrainingExperiment Experiment { get; } =
        new()
        {
            Name = "mnist-mlp",
            Summary = "MNIST by three dense layers, dropout and augmentation; --long: wider, 100 epochs",
            Arguments = $"{Common} --network \"{Network}\" --epochs 20",
            LongArguments = $"{Common} --network \"{LongNetwork}\" --epochs 100",
            Bounds = (outcome, isLong) =>
                [Bound.AtLeast(isLong ? 0.994 : 0.990, "test accuracy", outcome.TestAccuracy)],
        };
}
