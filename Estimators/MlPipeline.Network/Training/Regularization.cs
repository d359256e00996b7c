namespace MlPipeline.Network.Training;

/// <summary>
/// What a training step does beside following the gradient; as <see cref="TrainingOptions"/> describes it.
/// </summary>
internal sealed record Regularization
{
    public static readonly Regularization None = new();

    public float LabelSmoothing { get; init; }

    public float Mixup { get; init; }

    public float? ClipValue { get; init; }

    public float? ClipNorm { get; init; }

    public float? MaxNorm { get; init; }

    public float? Averaging { get; init; }

    public int FrozenLayers { get; init; }

    public int Seed { get; init; }

    public static Regularization Of(TrainingOptions options) =>
        new()
        {
            LabelSmoothing = options.LabelSmoothing,
            Mixup = options.Mixup,
            ClipValue = options.ClipValue,
            ClipNorm = options.ClipNorm,
            MaxNorm = options.MaxNorm,
            Averaging = options.WeightAveraging,
            FrozenLayers = options.FrozenLayers,
            Seed = options.Seed,
        };
}
