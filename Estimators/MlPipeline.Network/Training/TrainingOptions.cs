using System.Globalization;
using MlPipeline.Network.Training;

namespace MlPipeline.Network;

/// <summary>How a network is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training set, at least 1. Default: 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Rows of a mini-batch, at least 1; the last one of an epoch may be shorter. Default: 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>
    /// Step size, above 0. Default: what suits the optimizer (<see cref="OptimizerSpec.DefaultLearningRate"/>).
    /// </summary>
    public float? LearningRate { get; init; }

    /// <summary>How the learning rate changes over the training. Default: it does not.</summary>
    public LearningRateSchedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>The optimizer. Default: Adam.</summary>
    public OptimizerSpec Optimizer { get; init; } = new();

    /// <summary>Ends the training when the validation set says so; needs one. Default: never.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Where and how often the training is written down, to go on from there. Default: nowhere.</summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>Asked after every epoch, on the training thread, whether to go on. Default: nobody.</summary>
    public Func<EpochResult, EpochDecision>? OnEpoch { get; init; }

    /// <summary>
    /// Label smoothing, from 0 to below 1: this share of each target is spread over all classes (Szegedy et al. 2016).
    /// For softmax with cross-entropy only; the validation loss is without it. Default: 0.
    /// </summary>
    public float LabelSmoothing { get; init; }

    /// <summary>
    /// Mixup's alpha, at least 0: rows are mixed with others of their mini-batch, in a share drawn from Beta(alpha,
    /// alpha) (Zhang et al. 2018). Default: 0, which mixes nothing.
    /// </summary>
    public float Mixup { get; init; }

    /// <summary>Every element of the gradient is limited to this size, above 0. Default: no limit.</summary>
    public float? ClipValue { get; init; }

    /// <summary>
    /// The gradient of all parameters together is scaled down to this Euclidean norm, above 0, where it is longer
    /// (Pascanu, Mikolov, Bengio 2013); after <see cref="ClipValue"/>, before L2 regularization. Default: no limit.
    /// </summary>
    public float? ClipNorm { get; init; }

    /// <summary>
    /// After every step the weights that come into a unit are scaled down to this Euclidean norm, above 0, where it is
    /// larger (Srivastava et al. 2014); biases are left out. Default: no limit.
    /// </summary>
    public float? MaxNorm { get; init; }

    /// <summary>
    /// Decay of an exponential moving average of the weights, from 0 to below 1, such as 0.999. It starts with the
    /// weights after the first step and is corrected for its start as Adam's means are; validation and the trained
    /// network use it instead of the last weights (Polyak, Juditsky 1992). Default: none.
    /// </summary>
    public float? WeightAveraging { get; init; }

    /// <summary>Whether rows come in another random order each epoch. Default: true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// Of the order of rows. Equal seeds, data and options give equal weights, on any number of threads.
    /// </summary>
    public int Seed { get; init; }

    /// <summary>Threads, at least 1. Default: all cores.</summary>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>
    /// The first so many layers with weights, and those without between them, stay as they are: no weights, no running
    /// means, and no dropout. 0 to all but the output layer. Default: 0.
    /// </summary>
    public int FrozenLayers { get; init; }

    /// <summary>The learning rate that the schedule varies.</summary>
    internal float LearningRateOrDefault => LearningRate ?? OptimizerSpec.DefaultLearningRate(Optimizer.Kind);

    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Optimizer);
        foreach (TrainingOption option in TrainingOptionTable.All)
            option.Check(this);
    }

    /// <exception cref="ArgumentException">
    /// An option asks for something the network or the data do not have.
    /// </exception>
    internal void CheckFits(FeedForwardNetwork network, bool hasValidation)
    {
        EarlyStopping?.CheckFits(network, hasValidation);
        if (FrozenLayers >= network.LayerCount)
            throw new ArgumentException(
                $"FrozenLayers is {FrozenLayers}; the network has {network.LayerCount - 1} layers with weights "
                    + "before its output layer, which always learns."
            );
        CheckLoss(network.Spec.Loss);
    }

    /// <exception cref="ArgumentException">An option asks for another loss.</exception>
    internal void CheckLoss(LossKind loss)
    {
        if (LabelSmoothing > 0 && loss != LossKind.SoftmaxCrossEntropy)
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"LabelSmoothing is {LabelSmoothing}, which goes with the loss {LossKind.SoftmaxCrossEntropy} "
                        + $"only; the network's loss is {loss}, so give 0."
                )
            );
    }
}
