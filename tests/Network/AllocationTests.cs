using MlPipeline.Network.Augmentation;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Randomness;
using MlPipeline.Network.Scoring;
using MlPipeline.Network.Training;

namespace MlPipeline.Network.Tests;

/// <summary>The counters are the process's, so nothing else may run.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public class AllocationTests
{
    private const int Rows = 160;
    private const int Inputs = 20;
    private const int Classes = 5;
    private const int Batch = 32;

    public static TheoryData<OptimizerKind, ActivationKind, LossKind, int> Cases =>
        new()
        {
            { OptimizerKind.Adam, ActivationKind.Tanh, LossKind.SoftmaxCrossEntropy, 1 },
            { OptimizerKind.Adam, ActivationKind.ReLU, LossKind.SoftmaxCrossEntropy, 3 },
            { OptimizerKind.Nesterov, ActivationKind.LeakyReLU, LossKind.SoftmaxSquaredError, 2 },
            { OptimizerKind.AdamW, ActivationKind.Sigmoid, LossKind.SoftmaxCrossEntropy, 2 },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_training_step_allocates_nothing(
        OptimizerKind optimizer,
        ActivationKind activation,
        LossKind loss,
        int threads
    )
    {
        FeedForwardNetwork network = Network(activation, loss);
        using var team = new WorkerTeam(threads);
        var step = new TrainingStep(
            network,
            new TrainingOptions
            {
                Optimizer = new OptimizerSpec { Kind = optimizer, WeightDecay = 0.001f },
            },
            Batch,
            team
        );
        using var batches = new CachedBatches(Set(), Batch, new RandomStream(1, RandomStream.Shuffling));
        Assert.Equal(
            0,
            AllocatedBy(() =>
            {
                batches.BeginEpoch();
                while (batches.Next() is > 0 and int count)
                    step.Run(batches, count, 0.001f);
            })
        );
    }

    [Fact]
    public void Augmenting_a_picture_allocates_nothing_once_its_buffers_are_there()
    {
        var augmenter = new ImageAugmenter(
            AugmentationOptions.AffineElastic with
            {
                Noise = 0.1f,
                Contrast = 0.1f,
                Erasing = 0.1f,
            },
            new ImageShape(28, 28),
            seed: 1
        );
        float[] source = new float[784];
        float[] result = new float[784];
        Assert.Equal(0, AllocatedBy(() => augmenter.Augment(source, result, pass: 1, row: 2)));
    }

    [Fact]
    public void A_step_with_all_its_options_allocates_nothing()
    {
        FeedForwardNetwork network = Network(ActivationKind.Tanh, LossKind.SoftmaxCrossEntropy);
        using var team = new WorkerTeam(2);
        var rules = new TrainingOptions
        {
            LabelSmoothing = 0.1f,
            Mixup = 0.2f,
            ClipValue = 0.1f,
            ClipNorm = 1,
            MaxNorm = 2,
            WeightAveraging = 0.99f,
        };
        var step = new TrainingStep(network, rules, Batch, team);
        using var batches = new CachedBatches(Set(), Batch, shuffling: null);
        var schedule = new CosineSchedule { WarmUp = 1 };
        double[] losses = [1, 2];
        Assert.Equal(
            0,
            AllocatedBy(() =>
            {
                batches.BeginEpoch();
                for (int i = 0; batches.Next() is > 0 and int count; i++)
                    step.Run(batches, count, (float)schedule.RateAt(0.001, new TrainingMoment(2, i, 5, 9, losses)));
            })
        );
    }

    [Fact]
    public void A_step_on_images_allocates_nothing()
    {
        var spec = new NetworkSpec
        {
            Input = new TensorShape(1, 4, 5),
            HiddenLayers = Architecture
                .Parse(
                    "conv 4 3x3 same, batchnorm, relu, avgpool 2; conv 4 3x3 same stride 2, relu; dropout 0.3; dense "
                        + "8, layernorm, tanh"
                )
                .Layers,
            OutputSize = Classes,
        };
        var network = new FeedForwardNetwork(spec, InitializerKind.He, seed: 1);
        using var team = new WorkerTeam(2);
        var step = new TrainingStep(network, new TrainingOptions(), Batch, team);
        using var batches = new CachedBatches(Set(), Batch, shuffling: null);
        Predictor predictor = network.CreatePredictor(maxRows: 16);
        float[] features = new float[Rows * Inputs];
        float[] outputs = new float[Rows * Classes];
        Assert.Equal(
            0,
            AllocatedBy(() =>
            {
                batches.BeginEpoch();
                while (batches.Next() is > 0 and int count)
                    step.Run(batches, count, 0.001f);
                predictor.Predict(features, outputs);
            })
        );
    }

    [Fact]
    public void A_prediction_allocates_nothing()
    {
        Predictor predictor = Network(ActivationKind.Tanh, LossKind.SoftmaxCrossEntropy).CreatePredictor(maxRows: 64);
        float[] features = new float[Rows * Inputs];
        float[] outputs = new float[Rows * Classes];
        Assert.Equal(0, AllocatedBy(() => predictor.Predict(features, outputs)));
    }

    [Fact]
    public void A_matrix_product_allocates_nothing_once_its_buffers_are_there()
    {
        float[] a = new float[300 * 200];
        float[] b = new float[200 * 100];
        float[] c = new float[300 * 100];
        Assert.Equal(
            0,
            AllocatedBy(() =>
                MatrixProduct.Multiply(false, false, 300, 100, 200, 1, a, 200, b, 100, 0, c, 100, threads: 2)
            )
        );
    }

    // The least of several rounds: now and then the test runner, or the JIT that recompiles what runs often, allocates
    // something on a thread of its own.
    private static long AllocatedBy(Action action)
    {
        for (int i = 0; i < 20; i++)
            action();
        long least = long.MaxValue;
        for (int round = 0; round < 60 && least > 0; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < 10; i++)
                action();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        return least;
    }

    private static FeedForwardNetwork Network(ActivationKind activation, LossKind loss) =>
        new(
            new NetworkSpec
            {
                InputSize = Inputs,
                HiddenLayers = [new DenseSpec(40, activation), new DenseSpec(30, activation)],
                OutputSize = Classes,
                Loss = loss,
            },
            InitializerKind.Xavier,
            seed: 1
        );

    private static TrainingSet Set()
    {
        var matrix = new FloatMatrix(Inputs);
        var random = new Random(1);
        for (int row = 0; row < Rows; row++)
            foreach (ref float value in matrix.AddRow())
                value = random.NextSingle();
        return TrainingSet.OfClasses(matrix, [.. Enumerable.Range(0, Rows).Select(row => row % Classes)]);
    }
}
