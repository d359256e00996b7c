using MlPipeline.Network;

namespace MlPipeline.Estimators;

/// <summary>What a classifier of several classes minimizes, on softmax outputs.</summary>
public enum MulticlassLoss
{
    /// <summary><c>-log p[class]</c>.</summary>
    CrossEntropy,

    /// <summary>The sum over classes of <c>(p - t)²</c> with t one-hot.</summary>
    SquaredError,
}

internal static class MulticlassLosses
{
    public static LossKind KindOf(MulticlassLoss loss) =>
        loss switch
        {
            MulticlassLoss.CrossEntropy => LossKind.SoftmaxCrossEntropy,
            MulticlassLoss.SquaredError => LossKind.SoftmaxSquaredError,
            _ => throw new ArgumentOutOfRangeException(
                nameof(loss),
                $"Loss is {loss}; choose one of {string.Join(", ", Enum.GetNames<MulticlassLoss>())}."
            ),
        };
}
