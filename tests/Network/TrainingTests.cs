namespace MlPipeline.Network.Tests;

public class TrainingTests
{
    [Theory]
    [InlineData(OptimizerKind.Sgd)]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Nadam)]
    public void Weights_are_the_same_bits_for_1_2_3_and_5_threads(OptimizerKind optimizer)
    {
        float[][] Train(int threads)
        {
            FeedForwardNetwork network = Network();
            NetworkTrainer.Fit(
                network,
                Spirals(301),
                new TrainingOptions
                {
                    Epochs = 3,
                    BatchSize = 32,
                    Seed = 5,
                    MaxDegreeOfParallelism = threads,
                    Optimizer = new OptimizerSpec { Kind = optimizer, WeightDecay = 1e-3f },
                },
                Spirals(97)
            );
            return [.. Enumerable.Range(0, network.LayerCount).Select(network.GetLayerParameters)];
        }
        float[][] one = Train(1);
        foreach (int threads in (int[])[2, 3, 5])
            Assert.Equal(one, Train(threads));
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        float[] Train(int seed)
        {
            FeedForwardNetwork network = Network();
            NetworkTrainer.Fit(network, Spirals(100), new TrainingOptions { Epochs = 1, Seed = seed });
            return network.GetLayerParameters(0);
        }
        Assert.NotEqual(Train(1), Train(2));
        Assert.Equal(Train(1), Train(1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Any_batch_size_learns_including_a_short_last_batch(int batchSize)
    {
        FeedForwardNetwork network = Network();
        TrainingSet set = Spirals(100);
        double before = NetworkTrainer.Evaluate(network, set).Loss;
        TrainingHistory history = NetworkTrainer.Fit(
            network,
            set,
            new TrainingOptions
            {
                Epochs = 20,
                BatchSize = batchSize,
                Seed = 1,
            }
        );
        Assert.Equal(20, history.Epochs.Count);
        Assert.True(NetworkTrainer.Evaluate(network, set).Loss < before);
    }

    [Fact]
    public void History_reports_what_evaluation_gives()
    {
        FeedForwardNetwork network = Network();
        TrainingSet set = Spirals(200);
        TrainingSet validation = Spirals(50);
        TrainingHistory history = NetworkTrainer.Fit(
            network,
            set,
            new TrainingOptions
            {
                Epochs = 150,
                Seed = 1,
                LearningRate = 0.01f,
            },
            validation
        );
        Assert.Equal(NetworkTrainer.Evaluate(network, validation, maxDegreeOfParallelism: 1), history.Last.Validation);
        Assert.True(history.Last.Training.Accuracy > 0.95, $"training accuracy {history.Last.Training.Accuracy}");
        Assert.Equal(history.Epochs.Max(e => e.Validation!.Value.Accuracy), history.BestValidationAccuracy);
    }

    [Fact]
    public void Regression_learns_a_line()
    {
        var x = new FloatMatrix(2);
        var y = new float[64];
        var random = new Random(3);
        for (int i = 0; i < y.Length; i++)
        {
            Span<float> row = x.AddRow();
            (row[0], row[1]) = ((float)random.NextDouble(), (float)random.NextDouble());
            y[i] = 2 * row[0] - 3 * row[1] + 0.5f;
        }
        var network = new FeedForwardNetwork(
            new NetworkSpec
            {
                InputSize = 2,
                OutputSize = 1,
                Loss = LossKind.SquaredError,
            },
            InitializerKind.Xavier,
            1
        );
        TrainingHistory history = NetworkTrainer.Fit(
            network,
            TrainingSet.OfValues(x, y),
            new TrainingOptions
            {
                Epochs = 300,
                BatchSize = 8,
                Optimizer = new OptimizerSpec { Kind = OptimizerKind.Sgd },
            }
        );
        Assert.True(history.Last.Training.Loss < 1e-6, $"loss {history.Last.Training.Loss}");
        Assert.True(double.IsNaN(history.Last.Training.Accuracy));
        float[] parameters = network.GetLayerParameters(0);
        Assert.Equal([2f, -3f, 0.5f], parameters.Select(p => MathF.Round(p, 2)));
    }

    [Fact]
    public void Divergence_says_where_and_suggests_a_lower_rate()
    {
        TrainingSet set = Spirals(100);
        var network = new FeedForwardNetwork(
            new NetworkSpec
            {
                InputSize = 2,
                HiddenLayers = [new DenseSpec(8, ActivationKind.ReLU)],
                OutputSize = 3,
                Loss = LossKind.SoftmaxCrossEntropy,
            },
            InitializerKind.He,
            1
        );
        var error = Assert.Throws<TrainingDivergedException>(() =>
            NetworkTrainer.Fit(
                network,
                set,
                new TrainingOptions
                {
                    Epochs = 50,
                    LearningRate = 1e30f,
                    Optimizer = new OptimizerSpec { Kind = OptimizerKind.Sgd },
                }
            )
        );
        Assert.Contains($"epoch {error.Epoch}, step {error.Step}", error.Message, StringComparison.Ordinal);
        Assert.Contains("try a lower one", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_stops_between_steps()
    {
        using var cancellation = new CancellationTokenSource();
        var observer = new CancelAfter(3, cancellation);
        Assert.Throws<OperationCanceledException>(() =>
            NetworkTrainer.Fit(
                Network(),
                Spirals(100),
                new TrainingOptions { BatchSize = 10, Epochs = 5 },
                observer: observer,
                cancellation: cancellation.Token
            )
        );
        Assert.Equal(3, observer.Steps);
    }

    [Fact]
    public void Saved_network_reads_back_and_takes_one_more_step_to_the_same_weights()
    {
        FeedForwardNetwork network = Network();
        NetworkTrainer.Fit(network, Spirals(100), new TrainingOptions { Epochs = 2 });
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
            network.Write(writer);
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        FeedForwardNetwork copy = FeedForwardNetwork.Read(reader);
        Assert.Equal(network.Spec, copy.Spec);
        foreach (FeedForwardNetwork n in (FeedForwardNetwork[])[network, copy])
            NetworkTrainer.Fit(n, Spirals(100), new TrainingOptions { Epochs = 1, Seed = 9 });
        for (int i = 0; i < network.LayerCount; i++)
            Assert.Equal(network.GetLayerParameters(i), copy.GetLayerParameters(i));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void Truncated_network_is_a_format_error(int bytes)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
            Network().Write(writer);
        using var reader = new BinaryReader(new MemoryStream(stream.ToArray()[..^(bytes + 1)]));
        Assert.Throws<FormatException>(() => FeedForwardNetwork.Read(reader));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(64)]
    public void A_row_scores_the_same_bits_in_any_company(int maxRows)
    {
        FeedForwardNetwork network = Network();
        var random = new Random(2);
        float[] x = [.. Enumerable.Range(0, 2 * 77).Select(_ => (float)random.NextDouble())];
        var alone = new float[3 * 77];
        Scoring.Predictor single = network.CreatePredictor();
        for (int r = 0; r < 77; r++)
            single.Predict(x.AsSpan(2 * r, 2), alone.AsSpan(3 * r, 3));
        var together = new float[3 * 77];
        network.CreatePredictor(maxRows).Predict(x, together);
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Options_outside_their_ranges_are_refused_with_value_and_range()
    {
        TrainingSet set = Spirals(10);
        void Refused(TrainingOptions options, string text) =>
            Assert.Contains(
                text,
                Assert.ThrowsAny<ArgumentException>(() => NetworkTrainer.Fit(Network(), set, options)).Message,
                StringComparison.Ordinal
            );
        Refused(new TrainingOptions { Epochs = 0 }, "Epochs is 0; give at least 1.");
        Refused(new TrainingOptions { BatchSize = -3 }, "BatchSize is -3; give at least 1.");
        Refused(new TrainingOptions { LearningRate = -0.1f }, "LearningRate is -0.1; give a number above 0.");
        Refused(new TrainingOptions { LearningRate = float.NaN }, "LearningRate is NaN; give a number above 0.");
        Refused(new TrainingOptions { MaxDegreeOfParallelism = 0 }, "MaxDegreeOfParallelism is 0; give at least 1.");
        Refused(
            new TrainingOptions { Optimizer = new OptimizerSpec { Beta1 = 1 } },
            "Beta1 is 1; give a number from 0 to below 1."
        );
        var zero = Assert.Throws<ArgumentOutOfRangeException>(() =>
            new FeedForwardNetwork(
                new NetworkSpec
                {
                    InputSize = 2,
                    HiddenLayers = [new DenseSpec(4, ActivationKind.Tanh), new DenseSpec(0, ActivationKind.Tanh)],
                    OutputSize = 2,
                },
                InitializerKind.He,
                1
            )
        );
        Assert.StartsWith(
            "Hidden layer 2, 'dense 0, tanh', has 0 units; give at least 1.",
            zero.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Spec_prints_layers_and_parameters()
    {
        var spec = new NetworkSpec
        {
            InputSize = 784,
            HiddenLayers = [new DenseSpec(128, ActivationKind.Tanh)],
            OutputSize = 10,
        };
        Assert.Equal("784 → 128 Tanh → 10 SoftmaxCrossEntropy (101,770 parameters)", spec.ToString());
    }

    private static FeedForwardNetwork Network() =>
        new(
            new NetworkSpec
            {
                InputSize = 2,
                HiddenLayers = [new DenseSpec(40, ActivationKind.Tanh), new DenseSpec(33, ActivationKind.ReLU)],
                OutputSize = 3,
            },
            InitializerKind.Xavier,
            seed: 1
        );

    // Three arms that no line separates.
    private static TrainingSet Spirals(int rows)
    {
        var random = new Random(11);
        var x = new FloatMatrix(2);
        var classes = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            classes[i] = i % 3;
            double t = random.NextDouble();
            double angle = 2 * Math.PI * classes[i] / 3 + 3 * t;
            Span<float> row = x.AddRow();
            (row[0], row[1]) = ((float)(t * Math.Cos(angle)), (float)(t * Math.Sin(angle)));
        }
        return TrainingSet.OfClasses(x, classes);
    }

    private sealed class CancelAfter(int steps, CancellationTokenSource source) : ITrainingObserver
    {
        public int Steps { get; private set; }

        public void OnStep(int epoch, int stepOfEpoch, int total, double loss)
        {
            if (++Steps == steps)
                source.Cancel();
        }

        public void OnEpoch(EpochResult result) { }
    }
}
