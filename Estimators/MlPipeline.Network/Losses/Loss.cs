namespace MlPipeline.Network.Losses;

/// <summary>What one row should have given: a class, or a value an output.</summary>
internal readonly ref struct Target
{
    public Target(int classIndex) => Class = classIndex;

    public Target(ReadOnlySpan<float> values) => Values = values;

    public int Class { get; }

    public ReadOnlySpan<float> Values { get; }
}

/// <summary>
/// An output function (logits to outputs) and the loss on top of it. They are differentiated together, which is both
/// cheaper and stable where the parts are not (log of a vanishing softmax). One row at a time: rows are independent.
/// </summary>
internal abstract class Loss
{
    /// <summary>Whether targets are class indices (true) or values (false).</summary>
    public abstract bool TakesClasses { get; }

    /// <summary>Whether "correct" means anything: it does not for regression.</summary>
    public virtual bool HasAccuracy => true;

    /// <summary>Replaces logits by outputs: probabilities, or values.</summary>
    /// <param name="row">[outputs], without padding.</param>
    public abstract void Activate(Span<float> row);

    /// <summary>Replaces logits by outputs, as <see cref="Activate"/>, and returns the loss of the row.</summary>
    public abstract float Forward(Span<float> row, Target target);

    /// <summary>
    /// Writes dL/dlogits times <paramref name="scale"/> (the row's weight / batch, which makes the batch's loss a
    /// mean).
    /// </summary>
    /// <param name="outputs">What <see cref="Forward"/> left: [outputs].</param>
    /// <param name="target">What the row should have given.</param>
    /// <param name="scale">Factor on the gradient.</param>
    /// <param name="gradient">[outputs], overwritten.</param>
    public abstract void Backward(ReadOnlySpan<float> outputs, Target target, float scale, Span<float> gradient);

    /// <summary>Whether the outputs decide for the target.</summary>
    public abstract bool IsCorrect(ReadOnlySpan<float> outputs, Target target);

    public static Loss Of(LossKind kind) =>
        kind switch
        {
            LossKind.SoftmaxCrossEntropy => SoftmaxCrossEntropy.Instance,
            LossKind.SoftmaxSquaredError => SoftmaxSquaredError.Instance,
            LossKind.SigmoidCrossEntropy => SigmoidCrossEntropy.Instance,
            LossKind.SquaredError => SquaredError.Instance,
            _ => throw new ArgumentOutOfRangeException(
                nameof(kind),
                kind,
                $"There is no loss {kind}; choose one of {string.Join(", ", Enum.GetNames<LossKind>())}."
            ),
        };
}
