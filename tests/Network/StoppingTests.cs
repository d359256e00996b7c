namespace MlPipeline.Network.Tests;

/// <summary>Early stopping, and callbacks that end a training.</summary>
public class StoppingTests
{
    // Few rows, learned by heart: the loss of other rows falls for some epochs, then rises.
    private static readonly TrainingSet Training = Samples.Spirals(60, seed: 2);
    private static readonly TrainingSet Validation = Samples.Spirals(30, seed: 3);

    [Theory]
    [InlineData(EarlyStoppingMetric.ValidationLoss, 0)]
    [InlineData(EarlyStoppingMetric.ValidationLoss, 0.01)]
    [InlineData(EarlyStoppingMetric.ValidationAccuracy, 0)]
    public void Training_ends_after_patience_epochs_without_a_better_figure_and_has_the_best_weights(
        EarlyStoppingMetric metric,
        double delta
    )
    {
        const int Patience = 4;
        FeedForwardNetwork network = Samples.Network();
        TrainingOptions options = new()
        {
            Epochs = 500,
            BatchSize = 8,
            LearningRate = 0.02f,
            EarlyStopping = new EarlyStopping
            {
                Patience = Patience,
                MinimumDelta = delta,
                Metric = metric,
            },
        };
        TrainingHistory history = NetworkTrainer.Fit(network, Training, options, Validation);

        Assert.Equal(StopReason.EarlyStopping, history.StopReason);
        double[] figures =
        [
            .. history.Epochs.Select(e =>
                metric == EarlyStoppingMetric.ValidationLoss ? -e.Validation!.Value.Loss : e.Validation!.Value.Accuracy
            ),
        ];
        int best = 0;
        for (int i = 1; i < figures.Length; i++)
        {
            Assert.True(i - best <= Patience, $"epoch {i + 1} came too late");
            if (figures[i] > figures[best] + delta)
                best = i;
        }
        Assert.Equal(Patience, figures.Length - 1 - best);
        Assert.Equal(best + 1, history.WeightsOfEpoch);
        Assert.Equal(history.Epochs[best].Validation, NetworkTrainer.Evaluate(network, Validation));

        // The weights are those of a training that ends with the best epoch.
        FeedForwardNetwork shorter = Samples.Network();
        NetworkTrainer.Fit(shorter, Training, options with { Epochs = best + 1, EarlyStopping = null });
        Assert.Equal(Samples.Weights(shorter), Samples.Weights(network));
    }

    [Fact]
    public void A_training_that_ends_by_itself_has_the_best_weights_too()
    {
        FeedForwardNetwork network = Samples.Network();
        TrainingHistory history = NetworkTrainer.Fit(
            network,
            Training,
            new TrainingOptions
            {
                Epochs = 30,
                BatchSize = 8,
                LearningRate = 0.02f,
                EarlyStopping = new EarlyStopping { Patience = 1000 },
            },
            Validation
        );
        Assert.Equal((StopReason.AllEpochs, 30), (history.StopReason, history.Epochs.Count));
        Assert.Equal(history.Epochs.MinBy(e => e.Validation!.Value.Loss)!.Epoch, history.WeightsOfEpoch);
        Assert.Equal(
            history.Epochs.Min(e => e.Validation!.Value.Loss),
            NetworkTrainer.Evaluate(network, Validation).Loss
        );
    }

    [Fact]
    public void Early_stopping_needs_a_validation_set_with_the_figure_it_watches()
    {
        TrainingOptions options = new() { EarlyStopping = new EarlyStopping() };
        Assert.Equal(
            "Early stopping watches a validation set, and there is none; give one, or train without early stopping.",
            Assert.Throws<ArgumentException>(() => NetworkTrainer.Fit(Samples.Network(), Training, options)).Message
        );

        var line = new FloatMatrix(1);
        line.AddRow()[0] = 1;
        var values = TrainingSet.OfValues(line, [2]);
        var regression = new FeedForwardNetwork(
            new NetworkSpec
            {
                InputSize = 1,
                OutputSize = 1,
                Loss = LossKind.SquaredError,
            },
            InitializerKind.Xavier,
            1
        );
        options = new() { EarlyStopping = new EarlyStopping { Metric = EarlyStoppingMetric.ValidationAccuracy } };
        Assert.Equal(
            "Early stopping watches the validation accuracy, and the loss SquaredError has none; watch ValidationLoss.",
            Assert.Throws<ArgumentException>(() => NetworkTrainer.Fit(regression, values, options, values)).Message
        );
        Assert.StartsWith(
            "EarlyStopping.Patience is 0; give at least 1.",
            Assert
                .Throws<ArgumentOutOfRangeException>(() =>
                    NetworkTrainer.Fit(
                        Samples.Network(),
                        Training,
                        new TrainingOptions { EarlyStopping = new EarlyStopping { Patience = 0 } },
                        Validation
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_callback_sees_every_epoch_and_may_end_the_training()
    {
        FeedForwardNetwork network = Samples.Network();
        FeedForwardNetwork shorter = Samples.Network();
        List<EpochResult> seen = [];
        TrainingHistory history = NetworkTrainer.Fit(
            network,
            Training,
            new TrainingOptions
            {
                Epochs = 9,
                OnEpoch = result =>
                {
                    seen.Add(result);
                    return result.Epoch == 3 ? EpochDecision.Stop : EpochDecision.Continue;
                },
            },
            Validation
        );
        Assert.Equal((StopReason.Callback, 3), (history.StopReason, history.WeightsOfEpoch));
        Assert.Equal(history.Epochs, seen);
        Assert.All(seen, result => Assert.NotNull(result.Validation));
        NetworkTrainer.Fit(shorter, Training, new TrainingOptions { Epochs = 3 });
        Assert.Equal(Samples.Weights(shorter), Samples.Weights(network));
    }
}
