namespace MlPipeline.Network;

/// <summary>What early stopping watches, on the validation set.</summary>
public enum EarlyStoppingMetric
{
    /// <summary>The mean loss; lower is better.</summary>
    ValidationLoss,

    /// <summary>The accuracy; higher is better.</summary>
    ValidationAccuracy,
}

/// <summary>
/// Ends a training whose validation figures have stopped getting better, and gives back the weights of the best epoch
/// (Prechelt 1998). A training that runs to its last epoch gets the best weights back as well.
/// </summary>
public sealed record EarlyStopping
{
    /// <summary>Epochs in a row without a better figure after which training ends, at least 1. Default: 5.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>By how much a figure must be better than the best to count, at least 0. Default: 0.</summary>
    public double MinimumDelta { get; init; }

    /// <summary>The figure. Default: the validation loss.</summary>
    public EarlyStoppingMetric Metric { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    internal void Validate()
    {
        Require.AtLeast(1, Patience, "EarlyStopping.Patience");
        Require.NotNegative(MinimumDelta, "EarlyStopping.MinimumDelta");
        Require.Defined(Metric, "EarlyStopping.Metric");
    }

    /// <exception cref="ArgumentException">There is nothing to watch.</exception>
    internal void CheckFits(FeedForwardNetwork network, bool hasValidation)
    {
        if (!hasValidation)
            throw new ArgumentException(
                "Early stopping watches a validation set, and there is none; give one, or train without early stopping."
            );
        if (Metric == EarlyStoppingMetric.ValidationAccuracy && !network.Loss.HasAccuracy)
            throw new ArgumentException(
                $"Early stopping watches the validation accuracy, and the loss {network.Spec.Loss} has none; watch "
                    + $"{EarlyStoppingMetric.ValidationLoss}."
            );
    }

    /// <summary>The best of some epochs (0: none yet), and how many came after it.</summary>
    internal (int Best, int Since) Judge(IReadOnlyList<EpochResult> epochs)
    {
        int best = 0;
        double bestFigure = double.NegativeInfinity;
        for (int i = 0; i < epochs.Count; i++)
        {
            double figure = FigureOf(epochs[i].Validation!.Value);
            if (figure > bestFigure + (best == 0 ? 0 : MinimumDelta))
                (best, bestFigure) = (i + 1, figure);
        }
        return (best, epochs.Count - best);
    }

    // Higher is better.
    private double FigureOf(Evaluation validation) =>
        Metric == EarlyStoppingMetric.ValidationLoss ? -validation.Loss : validation.Accuracy;
}
