namespace MlPipeline.Network;

/// <summary>What a network minimizes, together with the output function that goes with it.</summary>
public enum LossKind
{
    /// <summary>Softmax, then <c>-log p[class]</c>; mean over the batch.</summary>
    SoftmaxCrossEntropy,

    /// <summary>Softmax, then the sum over classes of <c>(p - t)²</c> with t one-hot; mean over the batch.</summary>
    SoftmaxSquaredError,

    /// <summary>Sigmoid, then <c>-t log p - (1 - t) log(1 - p)</c> summed over outputs; mean over the batch.</summary>
    SigmoidCrossEntropy,

    /// <summary>Linear outputs, then the sum over outputs of <c>(y - t)²</c>; mean over the batch.</summary>
    SquaredError,
}
