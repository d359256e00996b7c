namespace MlPipeline.Network;

/// <summary>An optimizer and its constants. What an optimizer does not use is ignored.</summary>
public sealed record OptimizerSpec
{
    /// <summary>The rule. Default: <see cref="OptimizerKind.Adam"/>.</summary>
    public OptimizerKind Kind { get; init; } = OptimizerKind.Adam;

    /// <summary>
    /// Momentum of <see cref="OptimizerKind.Momentum"/> and <see cref="OptimizerKind.Nesterov"/>, in [0, 1). Default:
    /// 0.9.
    /// </summary>
    public float Momentum { get; init; } = 0.9f;

    /// <summary>Decay of RMSProp's mean of squares, in [0, 1). Default: 0.9.</summary>
    public float Rho { get; init; } = 0.9f;

    /// <summary>Decay of the Adam family's mean of gradients, in [0, 1). Default: 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Decay of the Adam family's mean of squares, in [0, 1). Default: 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Added to the root of the mean of squares, above 0. Default: 1e-8.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>
    /// Weight decay, at least 0. AdamW shrinks the weights by <c>rate * decay</c> apart from the gradient; every other
    /// optimizer adds <c>decay * w</c> to the gradient (L2 regularization). Default: 0.
    /// </summary>
    public float WeightDecay { get; init; }

    /// <summary>Whether biases decay as well. Default: false.</summary>
    public bool DecayBiases { get; init; }

    /// <summary>
    /// The learning rate the rule's authors or the field use: 0.1 for SGD, 0.01 with momentum, otherwise 0.001.
    /// </summary>
    public static float DefaultLearningRate(OptimizerKind kind) =>
        kind switch
        {
            OptimizerKind.Sgd => 0.1f,
            OptimizerKind.Momentum or OptimizerKind.Nesterov => 0.01f,
            _ => 0.001f,
        };
}
