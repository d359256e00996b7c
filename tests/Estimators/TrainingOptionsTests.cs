using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Network;

namespace MlPipeline.Estimators.Tests;

/// <summary>The trainer's options about the training itself, as an ML.NET user sets them.</summary>
public sealed class TrainingOptionsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mlpipeline-options-").FullName;
    private readonly MLContext _context = new(1);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_callback_sees_validation_figures_and_stops_the_training()
    {
        List<EpochResult> seen = [];
        TrainingHistory history = Fit(
            new()
            {
                OnEpoch = result =>
                {
                    seen.Add(result);
                    return seen.Count == 2 ? EpochDecision.Stop : EpochDecision.Continue;
                },
            }
        ).History!;
        Assert.Equal((StopReason.Callback, 2), (history.StopReason, history.Epochs.Count));
        Assert.All(seen, result => Assert.NotNull(result.Validation));
    }

    [Fact]
    public void Options_reach_the_training()
    {
        float[] plain = Weights(new());
        (string, FeedForwardMulticlassTrainer.Options)[] changes =
        [
            (
                nameof(FeedForwardMulticlassTrainer.Options.LearningRateSchedule),
                new() { LearningRateSchedule = new ExponentialSchedule { Gamma = 0.5 } }
            ),
            (nameof(FeedForwardMulticlassTrainer.Options.LabelSmoothing), new() { LabelSmoothing = 0.1f }),
            (nameof(FeedForwardMulticlassTrainer.Options.Mixup), new() { Mixup = 0.2f }),
            (
                nameof(FeedForwardMulticlassTrainer.Options.ClipNorm),
                new() { ClipNorm = 0.01f, Optimizer = OptimizerKind.Sgd }
            ),
            (nameof(FeedForwardMulticlassTrainer.Options.ClipValue), new() { ClipValue = 0.001f }),
            (nameof(FeedForwardMulticlassTrainer.Options.MaxNorm), new() { MaxNorm = 0.1f }),
            (nameof(FeedForwardMulticlassTrainer.Options.WeightAveraging), new() { WeightAveraging = 0.9f }),
        ];
        foreach ((string name, FeedForwardMulticlassTrainer.Options options) in changes)
            Assert.False(plain.AsSpan().SequenceEqual(Weights(options)), $"{name} changed nothing");
    }

    [Fact]
    public void A_canceled_training_resumes_to_the_same_weights()
    {
        float[] whole = Weights(new() { Epochs = 4 });
        CheckpointOptions checkpoint = new() { Path = Path.Combine(_directory, "c.ckpt") };
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Fit(
                new()
                {
                    Epochs = 4,
                    Checkpoint = checkpoint,
                    CancellationToken = source.Token,
                    OnEpoch = result =>
                    {
                        if (result.Epoch == 2)
                            source.Cancel();
                        return EpochDecision.Continue;
                    },
                }
            )
        );
        Assert.Equal(whole, Weights(new() { Epochs = 4, Checkpoint = checkpoint with { Resume = true } }));
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_is_a_warning()
    {
        List<string> warnings = [];
        _context.Log += (_, message) =>
        {
            if (message.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
                warnings.Add(message.RawMessage);
        };
        Fit(
            new()
            {
                Epochs = 1,
                Checkpoint = new CheckpointOptions { Path = Path.Combine(_directory, "no", "c.ckpt") },
            }
        );
        Assert.Contains("cannot be written", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_do_not_go_together_are_refused()
    {
        string Message(FeedForwardMulticlassTrainer.Options options) =>
            Assert
                .ThrowsAny<ArgumentException>(() =>
                    _context.MulticlassClassification.Trainers.FeedForward(options).Fit(Data())
                )
                .Message;
        Assert.StartsWith(
            "LabelSmoothing is 0.1, which goes with the loss SoftmaxCrossEntropy only",
            Message(new() { LabelSmoothing = 0.1f, Loss = MulticlassLoss.SquaredError }),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Early stopping watches a validation set, and there is none",
            Message(new() { EarlyStopping = new EarlyStopping() }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_learning_rate_range_test_suggests_a_rate()
    {
        LearningRateRange range = _context
            .MulticlassClassification.Trainers.FeedForward(
                new FeedForwardMulticlassTrainer.Options
                {
                    HiddenLayers = [16],
                    BatchSize = 16,
                    Seed = 1,
                }
            )
            .TestLearningRates(Data());
        Assert.InRange(range.Suggestion!.Value, 1e-4, 1);
    }

    private float[] Weights(FeedForwardMulticlassTrainer.Options options) => Fit(options).Network.GetLayerParameters(0);

    private FeedForwardMulticlassModelParameters Fit(FeedForwardMulticlassTrainer.Options options)
    {
        options.HiddenLayers = [16];
        options.BatchSize = 16;
        options.Seed = 1;
        return _context.MulticlassClassification.Trainers.FeedForward(options).Fit(Data(), Data()).Model;
    }

    private IDataView Data()
    {
        var random = new Random(5);
        IDataView rows = _context.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, 120)
                .Select(i => new Row
                {
                    Label = (uint)(i % 3 + 1),
                    Features = [i % 3 + random.NextSingle(), i % 2 + random.NextSingle()],
                })
                .ToArray()
        );
        return _context.Transforms.Conversion.MapValueToKey("Label").Fit(rows).Transform(rows);
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }
    }
}
