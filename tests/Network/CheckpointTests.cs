using System.Globalization;
using System.Reflection;
using MlPipeline.Foundation;
using MlPipeline.Network.Augmentation;
using MlPipeline.Network.Checkpoints;
using MlPipeline.Network.Data;

namespace MlPipeline.Network.Tests;

/// <summary>
/// A training that is interrupted and resumed ends like one that is not; and what cannot be resumed says so.
/// </summary>
public sealed class CheckpointTests : IDisposable
{
    private const int Epochs = 5;
    private const int StepsPerEpoch = 7;
    private static readonly TrainingSet Training = Samples.Spirals(100);
    private static readonly TrainingSet Validation = Samples.Spirals(30, seed: 3);
    private static readonly TrainingOptions Plain = new()
    {
        Epochs = Epochs,
        BatchSize = 16,
        Seed = 4,
    };
    private static readonly TrainingOptions Everything = Plain with
    {
        Schedule = new PlateauSchedule { Factor = 0.5, Patience = 0 },
        EarlyStopping = new EarlyStopping { Patience = 3 },
        LabelSmoothing = 0.1f,
        Mixup = 0.3f,
        ClipNorm = 1,
        ClipValue = 0.5f,
        MaxNorm = 2,
        WeightAveraging = 0.9f,
    };

    private readonly string _directory = Directory.CreateTempSubdirectory("mlpipeline-checkpoint-").FullName;

    private string File => Path.Combine(_directory, "c.ckpt");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(OptimizerKind.Sgd, false)]
    [InlineData(OptimizerKind.Nesterov, false)]
    [InlineData(OptimizerKind.RmsProp, true)]
    [InlineData(OptimizerKind.Adam, true)]
    [InlineData(OptimizerKind.Nadam, false)]
    [InlineData(OptimizerKind.AdamW, true)]
    public void Interrupted_after_any_step_it_ends_with_the_same_bits(OptimizerKind optimizer, bool streamed)
    {
        TrainingOptions options = Everything with
        {
            Optimizer = new OptimizerSpec { Kind = optimizer, WeightDecay = 1e-3f },
        };
        (float[] weights, TrainingHistory history) = Train(options, streamed);
        foreach (int stop in (int[])[1, StepsPerEpoch, 16, Epochs * StepsPerEpoch - 1])
        {
            Interrupt(options, streamed, stop);
            (float[] resumed, TrainingHistory second) = Train(Resuming(options), streamed);
            Assert.Equal(weights, resumed);
            Assert.Equal(Figures(history), Figures(second));
            Assert.Equal((history.StopReason, history.WeightsOfEpoch), (second.StopReason, second.WeightsOfEpoch));
        }
    }

    [Fact]
    public void A_network_with_convolution_batch_normalization_and_dropout_resumes_too()
    {
        var spec = new NetworkSpec
        {
            Input = new TensorShape(1, 6, 6),
            HiddenLayers = Architecture
                .Parse(
                    "conv 4 3x3 same, batchnorm, relu, avgpool 2, dropout 0.3; dense 9, batchnorm, relu; dropout 0.2"
                )
                .Layers,
            OutputSize = 3,
        };
        var random = new Random(1);
        var images = new FloatMatrix(36);
        for (int row = 0; row < 50; row++)
            foreach (ref float pixel in images.AddRow())
                pixel = random.NextSingle();
        var set = TrainingSet.OfClasses(images, [.. Enumerable.Range(0, 50).Select(row => row % 3)]);
        float[] Fit(bool resume, int stopAfter)
        {
            var network = new FeedForwardNetwork(spec, InitializerKind.He, seed: resume ? 2 : 1);
            using var cancellation = new CancellationTokenSource();
            int steps = 0;
            var observer = new Watch(_ =>
            {
                if (++steps == stopAfter)
                    cancellation.Cancel();
            });
            TrainingOptions options = Everything with
            {
                Checkpoint = new CheckpointOptions { Path = File, Resume = resume },
            };
            try
            {
                NetworkTrainer.Fit(network, set, options, set, observer, cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(stopAfter, steps);
            }
            return Samples.Weights(network);
        }
        float[] whole = Fit(resume: false, stopAfter: 0);
        foreach (int stop in (int[])[1, 4, 10])
        {
            Assert.NotEqual(whole, Fit(resume: false, stop));
            Assert.Equal(whole, Fit(resume: true, stopAfter: 0));
        }
    }

    [Fact]
    public void Interrupted_again_and_again_it_ends_with_the_same_bits()
    {
        (float[] weights, _) = Train(Plain, streamed: true);
        Interrupt(Plain, streamed: true, 3);
        for (int i = 0; i < 5; i++)
            Interrupt(Resuming(Plain), streamed: true, 4);
        Assert.Equal(weights, Train(Resuming(Plain), streamed: true).Weights);
    }

    [Fact]
    public void Whatever_file_a_killed_process_leaves_leads_to_the_same_bits()
    {
        (float[] weights, _) = Train(Everything, streamed: false);
        List<byte[]> left = [];
        var observer = new Watch(_ =>
        {
            if (System.IO.File.Exists(File))
                left.Add(System.IO.File.ReadAllBytes(File));
        });
        // A checkpoint after every step and every second epoch.
        Train(
            Everything with
            {
                Checkpoint = new CheckpointOptions
                {
                    Path = File,
                    EveryEpochs = 2,
                    EveryTime = TimeSpan.FromTicks(1),
                },
            },
            streamed: false,
            observer
        );
        Assert.Equal(Epochs * StepsPerEpoch - 1, left.Count);
        foreach (byte[] bytes in left.Where((_, i) => i % 4 == 0).Append(System.IO.File.ReadAllBytes(File)))
        {
            System.IO.File.WriteAllBytes(File, bytes);
            Assert.Equal(weights, Train(Resuming(Everything), streamed: false).Weights);
        }
    }

    [Fact]
    public void A_finished_training_resumes_to_its_end()
    {
        TrainingOptions options = Everything with
        {
            Checkpoint = new CheckpointOptions { Path = File, EveryEpochs = 0 },
        };
        (float[] weights, TrainingHistory history) = Train(options, streamed: false);
        int steps = 0;
        (float[] again, TrainingHistory second) = Train(Resuming(Everything), streamed: false, new Watch(_ => steps++));
        Assert.Equal(0, steps);
        Assert.Equal(weights, again);
        Assert.Equal(history.Epochs, second.Epochs);
    }

    [Fact]
    public void Another_network_other_data_or_other_options_are_refused()
    {
        Train(Plain with { Checkpoint = new CheckpointOptions { Path = File } }, streamed: false);
        string Refusal(
            FeedForwardNetwork? network = null,
            TrainingSet? training = null,
            TrainingSet? validation = null,
            TrainingOptions? options = null
        ) =>
            Assert
                .Throws<CheckpointException>(() =>
                    NetworkTrainer.Fit(
                        network ?? Samples.Network(),
                        training ?? Training,
                        Resuming(options ?? Plain),
                        validation ?? Validation
                    )
                )
                .Message;

        var other = new FeedForwardNetwork(
            new NetworkSpec
            {
                InputSize = 2,
                HiddenLayers = [new DenseSpec(40, ActivationKind.ReLU)],
                OutputSize = 3,
            },
            InitializerKind.He,
            1
        );
        Assert.Equal(
            $"The checkpoint '{File}' cannot be resumed: the network was '{Samples.Network().Spec}' and is now "
                + $"'{other.Spec}'; give the same, or train without resuming.",
            Refusal(other)
        );
        Assert.Matches(
            "the training data was 100 rows of 2 features \\([0-9a-f]{16}\\) and is now 100 rows of 2 features "
                + "\\([0-9a-f]{16}\\); give the same",
            Refusal(training: Samples.Spirals(100, seed: 12))
        );
        var weighted = TrainingSet.OfClasses(Training.Features, Training.Classes!, [.. Enumerable.Repeat(2f, 100)]);
        Assert.Contains("the training data was 100 rows", Refusal(training: weighted), StringComparison.Ordinal);
        Assert.Contains(
            "the validation data was 30 rows",
            Refusal(validation: Samples.Spirals(31, seed: 3)),
            StringComparison.Ordinal
        );
        Assert.Equal(
            $"The checkpoint '{File}' cannot be resumed: BatchSize was 16 and is now 17; give the same, or train "
                + "without resuming.",
            Refusal(options: Plain with { BatchSize = 17 })
        );
        Assert.Contains(
            "Schedule was constant and is now cosine;",
            Refusal(options: Plain with { Schedule = new CosineSchedule() }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "EarlyStopping was none and is now EarlyStopping {",
            Refusal(options: Plain with { EarlyStopping = new EarlyStopping() }),
            StringComparison.Ordinal
        );
        // Threads have no say in the weights.
        Train(Resuming(Plain) with { MaxDegreeOfParallelism = 3 }, streamed: false);
    }

    /// <summary>
    /// A new option belongs into the fingerprint, or into this list of those that have no say in the weights.
    /// </summary>
    [Fact]
    public void Every_option_with_a_say_in_the_weights_is_in_the_fingerprint()
    {
        string[] noSay =
        [
            nameof(TrainingOptions.MaxDegreeOfParallelism),
            nameof(TrainingOptions.Checkpoint),
            nameof(TrainingOptions.OnEpoch),
        ];
        IEnumerable<string> options = typeof(TrainingOptions)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.Name);
        Assert.Equal(options.Except(noSay).Order(), Fingerprint.Of(Plain).Select(option => option.Name).Order());
    }

    [Fact]
    public void A_missing_foreign_or_damaged_file_is_refused()
    {
        string Refusal() => Assert.Throws<CheckpointException>(() => Train(Resuming(Plain), streamed: false)).Message;
        Assert.Equal(
            $"There is no checkpoint '{File}' to resume; check the path, or train without resuming.",
            Refusal()
        );
        System.IO.File.WriteAllText(File, "some text");
        Assert.Equal(
            $"'{File}' is no checkpoint; give a file that a training wrote, or train without resuming.",
            Refusal()
        );

        Train(Plain with { Checkpoint = new CheckpointOptions { Path = File } }, streamed: false);
        byte[] good = System.IO.File.ReadAllBytes(File);
        foreach (int length in (int[])[8, 11, 12, 40, good.Length / 2, good.Length - 1])
        {
            System.IO.File.WriteAllBytes(File, good[..length]);
            Assert.StartsWith($"The checkpoint '{File}' ", Refusal(), StringComparison.Ordinal);
        }
        for (int i = 12; i < good.Length; i += 997)
        {
            byte[] bad = [.. good];
            bad[i] ^= 0x10;
            System.IO.File.WriteAllBytes(File, bad);
            Assert.Equal(
                $"The checkpoint '{File}' is damaged: its checksum is wrong; train without resuming.",
                Refusal()
            );
        }
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_leaves_the_last_good_one_and_training_goes_on()
    {
        (float[] weights, _) = Train(Plain, streamed: false);
        byte[] good = [];
        byte[] afterwards = [];
        string away = _directory + "-away";
        var observer = new Watch(
            _ => { },
            result =>
            {
                if (result.Epoch == 3)
                {
                    good = System.IO.File.ReadAllBytes(File);
                    // A folder that is not there for the checkpoint of this epoch, as an unmounted disk.
                    Directory.Move(_directory, away);
                }
                if (result.Epoch != 4)
                    return;
                Directory.Move(away, _directory);
                afterwards = System.IO.File.ReadAllBytes(File);
            }
        );
        Assert.Equal(
            weights,
            Train(Plain with { Checkpoint = new CheckpointOptions { Path = File } }, streamed: false, observer).Weights
        );
        string warning = Assert.Single(observer.Warnings);
        Assert.StartsWith(
            $"The checkpoint '{File}' cannot be written: there is no folder",
            warning,
            StringComparison.Ordinal
        );
        Assert.EndsWith(", and training goes on.", warning, StringComparison.Ordinal);
        Assert.Equal(good, afterwards);
        Assert.Equal([File], Directory.GetFiles(_directory));
        System.IO.File.WriteAllBytes(File, good);
        Assert.Equal(weights, Train(Resuming(Plain), streamed: false).Weights);
    }

    [Theory]
    [InlineData("constant", false, true)]
    [InlineData("step every=2 gamma=0.5", true, true)]
    [InlineData("cosine epochs=9", false, true)]
    [InlineData("cosine", true, false)]
    [InlineData("one-cycle", false, false)]
    public void Resumed_with_more_epochs_it_goes_on_to_the_new_number(string schedule, bool streamed, bool sameBits)
    {
        LearningRateSchedule parsed = LearningRateSchedule.Parse(schedule);
        TrainingOptions first = Everything with { Schedule = parsed, EarlyStopping = null };
        TrainingOptions longer = first with { Epochs = Epochs + 3 };
        (float[] whole, TrainingHistory history) = Train(longer, streamed);
        // From within an epoch, and from the end of the training.
        foreach (int stop in (int[])[10, int.MaxValue])
        {
            if (stop == int.MaxValue)
                Train(first with { Checkpoint = new CheckpointOptions { Path = File } }, streamed);
            else
                Interrupt(first, streamed, stop);
            var observer = new Watch(_ => { });
            (float[] resumed, TrainingHistory second) = Train(Resuming(longer), streamed, observer);
            Assert.Equal(
                $"The checkpoint '{File}' is of a training of 5 epochs; this one goes on to 8, and from here the "
                    + $"learning rate follows the schedule of 8 epochs.",
                Assert.Single(observer.Warnings)
            );
            Assert.Equal((8, StopReason.AllEpochs), (second.Epochs.Count, second.StopReason));
            if (sameBits)
                Assert.Equal(whole, resumed);
            else
                Assert.NotEqual(whole, resumed);
            // The rate of an epoch is that of its last step, which comes after the interruption.
            int begun = stop == int.MaxValue ? Epochs : stop / StepsPerEpoch;
            Assert.Equal(
                history.Epochs.Skip(begun).Select(epoch => epoch.LearningRate),
                second.Epochs.Skip(begun).Select(epoch => epoch.LearningRate)
            );
        }
    }

    [Fact]
    public void Resumed_with_fewer_epochs_it_ends_there_unless_it_is_past_them()
    {
        Interrupt(Plain, streamed: false, 2 * StepsPerEpoch + 1);
        byte[] third = System.IO.File.ReadAllBytes(File);
        Assert.Equal(3, Train(Resuming(Plain with { Epochs = 3 }), streamed: false).History.Epochs.Count);
        System.IO.File.WriteAllBytes(File, third);
        Assert.Equal(
            $"The checkpoint '{File}' cannot be resumed: it is in epoch 3, and Epochs is 2; give at least 3, or "
                + $"train without resuming.",
            Assert
                .Throws<CheckpointException>(() => Train(Resuming(Plain with { Epochs = 2 }), streamed: false))
                .Message
        );
    }

    [Fact]
    public void A_checkpoint_is_resumed_under_another_culture()
    {
        TrainingOptions options = Everything with
        {
            EarlyStopping = new EarlyStopping { Patience = 3, MinimumDelta = 0.001 },
            Schedule = new CosineSchedule { WarmUp = 0.5, Minimum = 1e-5 },
            Optimizer = new OptimizerSpec { Kind = OptimizerKind.AdamW, WeightDecay = 1e-3f },
        };
        (float[] weights, _) = Train(options, streamed: true);
        CultureInfo points = CultureInfo.InvariantCulture;
        foreach ((CultureInfo before, CultureInfo after) in new[] { (points, Commas), (Commas, points) })
        {
            Under(before, () => Interrupt(options, streamed: true, 16));
            Assert.Equal(weights, Under(after, () => Train(Resuming(options), streamed: true).Weights));
        }
    }

    /// <summary>
    /// Whatever has a say in the weights: networks with numbers in their layers, augmented rows, every option.
    /// </summary>
    [Fact]
    public void Fingerprints_are_the_same_under_every_culture()
    {
        var spec = new NetworkSpec
        {
            Input = new TensorShape(1, 6, 6),
            HiddenLayers = Architecture.Parse("conv 4 3x3, batchnorm, relu; dropout 0.25").Layers,
            OutputSize = 3,
        };
        var pictures = new FloatMatrix(36);
        pictures.AddRow().Fill(0.5f);
        var pixels = new PixelRange(-0.5f, 1.5f);
        AugmentationOptions options = AugmentationOptions.AffineElastic with { Brightness = 0.25f, Pixels = pixels };
        var augmenter = new ImageAugmenter(options, new ImageShape(6, 6), seed: 1);
        var rows = new AugmentedRows(new CachedRows(TrainingSet.OfClasses(pictures, [0])), augmenter);
        TrainingOptions training = Everything with
        {
            Schedule = new ExponentialSchedule { Gamma = 0.5 },
            LearningRate = 1.5e-7f,
            EarlyStopping = new EarlyStopping { MinimumDelta = 0.5 },
        };
        var network = new FeedForwardNetwork(spec, InitializerKind.He, seed: 1);
        (string, string)[] Of() => Fingerprint.Of(network, rows, rows, training);
        Assert.Equal(Of(), Under(Commas, Of));
        Assert.Equal(Fingerprint.Of(Everything), Under(Commas, () => Fingerprint.Of(Everything)));
        Assert.Equal("0,5", Under(Commas, () => 0.5.ToString(CultureInfo.CurrentCulture)));
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_when_canceled_is_an_error()
    {
        string nowhere = Path.Combine(_directory, "no", "c.ckpt");
        using var canceled = new CancellationTokenSource();
        canceled.Cancel();
        TrainingOptions options = Plain with { Checkpoint = new CheckpointOptions { Path = nowhere } };
        Assert.StartsWith(
            $"'{nowhere}' cannot be written: there is no folder",
            Assert
                .Throws<FileWriteException>(() => Train(options, streamed: false, cancellation: canceled.Token))
                .Message,
            StringComparison.Ordinal
        );
    }

    // The globalization data of real cultures are not on every machine.
    private static CultureInfo Commas =>
        new("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "−" } };

    private static T Under<T>(CultureInfo culture, Func<T> act)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return act();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static void Under(CultureInfo culture, Action act) =>
        Under(
            culture,
            () =>
            {
                act();
                return 0;
            }
        );

    private TrainingOptions Resuming(TrainingOptions options) =>
        options with
        {
            Checkpoint = new CheckpointOptions { Path = File, Resume = true },
        };

    private static (float[] Weights, TrainingHistory History) Train(
        TrainingOptions options,
        bool streamed,
        ITrainingObserver? observer = null,
        CancellationToken cancellation = default
    )
    {
        // Another start, so that whatever a checkpoint does not bring shows.
        FeedForwardNetwork network = Samples.Network(seed: options.Checkpoint is { Resume: true } ? 2 : 1);
        TrainingHistory history = NetworkTrainer.Fit(
            network,
            Source(Training, streamed),
            options,
            Source(Validation, streamed),
            observer,
            cancellation
        );
        return (Samples.Weights(network), history);
    }

    private void Interrupt(TrainingOptions options, bool streamed, int afterSteps)
    {
        using var cancellation = new CancellationTokenSource();
        int steps = 0;
        var observer = new Watch(_ =>
        {
            if (++steps == afterSteps)
                cancellation.Cancel();
        });
        TrainingOptions written =
            options.Checkpoint == null ? options with { Checkpoint = new CheckpointOptions { Path = File } } : options;
        Assert.ThrowsAny<OperationCanceledException>(() => Train(written, streamed, observer, cancellation.Token));
        Assert.Equal(afterSteps, steps);
    }

    // A pool that holds a part of the rows only.
    private static RowSource Source(TrainingSet set, bool streamed) =>
        streamed ? new StreamedRows(new Replay(set), 4000) : new CachedRows(set);

    private static IEnumerable<(int, Evaluation, Evaluation?, double)> Figures(TrainingHistory history) =>
        history.Epochs.Select(epoch => (epoch.Epoch, epoch.Training, epoch.Validation, epoch.LearningRate));

    private sealed class Watch(Action<int> onStep, Action<EpochResult>? onEpoch = null) : ITrainingObserver
    {
        public List<string> Warnings { get; } = [];

        public void OnStep(int epoch, int stepOfEpoch, int steps, double loss) => onStep(stepOfEpoch);

        public void OnEpoch(EpochResult result) => onEpoch?.Invoke(result);

        public void OnWarning(string message) => Warnings.Add(message);
    }

    private sealed class Replay(TrainingSet set) : RowStream
    {
        public override int Rows => set.Rows;

        public override int Width => set.Features.Width;

        public override int ValuesPerRow => set.ValuesPerRow;

        public override RowReader Open(int pass) => new Reader(set);

        private sealed class Reader(TrainingSet set) : RowReader
        {
            private int _row;

            public override bool TryRead(Span<float> features, Span<float> target)
            {
                if (_row == set.Rows)
                    return false;
                set.Features.CopyRow(_row, features);
                target[0] = set.TargetOf(_row++).Class;
                return true;
            }

            public override void Dispose() { }
        }
    }
}
