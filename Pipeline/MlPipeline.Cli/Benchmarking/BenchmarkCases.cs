using MlPipeline.Cli.Input;
using MlPipeline.Datasets;
using MlPipeline.Foundation;
using MlPipeline.Network;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>All cases, in the order they run.</summary>
internal static class BenchmarkCases
{
    /// <summary>The name that selects the table of matrix sizes, which is chosen like a case.</summary>
    public const string GemmSizes = "sgemm-sizes";

    /// <summary>The name that selects the table of training times; it runs on request only.</summary>
    public const string Scaling = "train-scaling";

    /// <summary>Images a round of the convolutional network, which takes a hundred times as long an image.</summary>
    private const int ConvolutionalRows = 1024;

    private const string Torch = "torch";
    private const string ScikitLearn = "scikit-learn";
    private static readonly NetworkSpec Deep = Spec(4, 128, ActivationKind.Tanh);

    // The convolutional network of 'experiment mnist-cnn'.
    private static readonly NetworkSpec Convolutional = new()
    {
        Input = new TensorShape(1, 28, 28),
        HiddenLayers = Architecture
            .Parse(
                "conv 32 5x5 same, batchnorm, relu, avgpool 2; conv 32 5x5 same, batchnorm, relu, avgpool 2; conv 64 "
                    + "5x5 same, batchnorm, relu, avgpool 2; dense 64, batchnorm, relu"
            )
            .Layers,
        OutputSize = RandomImages.Classes,
    };

    public static IReadOnlyList<BenchmarkCase> All { get; } =
    [
        new(
            "train-mlp-4x128-b64",
            Metric.ImagesPerSecond,
            [Torch, ScikitLearn],
            plan => TrainingSpeed.Measure(plan, Deep, 64)
        ),
        new(
            "train-mlp-3x64-b16",
            Metric.ImagesPerSecond,
            [Torch],
            plan => TrainingSpeed.Measure(plan, Spec(3, 64, ActivationKind.ReLU), 16)
        ),
        new(
            "train-mlp-2x800-b128",
            Metric.ImagesPerSecond,
            [Torch],
            plan => TrainingSpeed.Measure(plan, Spec(2, 800, ActivationKind.ReLU), 128)
        ),
        new(
            "train-cnn-b64",
            Metric.ImagesPerSecond,
            [Torch],
            plan =>
                TrainingSpeed.Measure(plan with { Rows = Math.Min(plan.Rows, ConvolutionalRows) }, Convolutional, 64)
        ),
        new(
            "score-cnn-b64",
            Metric.ImagesPerSecond,
            [Torch],
            plan => ScoringSpeed.Batches(plan with { Rows = Math.Min(plan.Rows, ConvolutionalRows) }, Convolutional, 64)
        ),
        new("score-mlp-4x128-b1", Metric.ImagesPerSecond, [Torch], plan => ScoringSpeed.Single(plan, Deep)),
        new("score-mlp-4x128-b256", Metric.ImagesPerSecond, [Torch], plan => ScoringSpeed.Batches(plan, Deep, 256)),
        new("sgemm-1024-1thread-gflops", Metric.Gflops, [Torch], plan => GemmSpeed.Measure(plan, 1024, 1))
        {
            OneThread = true,
        },
        new("sgemm-1024-2threads-gflops", Metric.Gflops, [Torch], plan => GemmSpeed.Measure(plan, 1024, 2)),
        new("score-engine-4x128", Metric.RowsPerSecond, [], PipelineSpeed.Engine),
        new("score-transform-4x128", Metric.RowsPerSecond, [], PipelineSpeed.Transform),
        new(
            "augment-affine-elastic",
            Metric.ImagesPerSecond,
            [],
            plan => AugmentationSpeed.Measure(plan, AugmentationOptions.AffineElastic)
        ),
        new("load-fashion-mnist", Metric.Seconds, [], plan => LoadingSpeed.Measure(plan, "fashion-mnist")),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(c => c.Name), GemmSizes, Scaling];

    /// <summary>
    /// Checks names, and puts them into the order they run in; all but the scaling table where none is given.
    /// </summary>
    /// <exception cref="InputException">There is no such case; the message suggests the nearest name.</exception>
    public static IReadOnlyList<string> Choose(IReadOnlyCollection<string> names)
    {
        if (names.FirstOrDefault(name => !Names.Contains(name)) is { } unknown)
            throw new InputException(
                $"There is no benchmark '{unknown}'; did you mean '{NearestName.Of(unknown, Names)}'? There are "
                    + $"{string.Join(", ", Names)}."
            );
        return names.Count == 0 ? [.. Names.Where(name => name != Scaling)] : [.. Names.Where(names.Contains)];
    }

    private static NetworkSpec Spec(int layers, int units, ActivationKind activation) =>
        new()
        {
            InputSize = RandomImages.Width,
            HiddenLayers = [.. Enumerable.Repeat(new DenseSpec(units, activation), layers)],
            OutputSize = RandomImages.Classes,
        };
}
