using static MlPipeline.Network.OptimizerKind;
using static MlPipeline.Network.Training.OptionRange;

namespace MlPipeline.Network.Training;

/// <summary>Declares every option of <see cref="TrainingOptions"/>, in the order of the command line's help.</summary>
internal static class TrainingOptionTable
{
    private static readonly OptimizerKind[] AdamFamily = [Adam, Nadam, AdamW];

    public static IReadOnlyList<TrainingOption> All { get; } =
    [
        // The optimizer's text includes its constants, so they have no fingerprint of their own.
        OfOptimizer("Optimizer", s => s.Kind, (s, value) => s with { Kind = value }, "The optimizer.")
            with { IsInFingerprint = true, Fingerprint = o => o.Optimizer },
        Of("LearningRate", o => o.LearningRate, (o, value) => o with { LearningRate = value }, "Step size.") with
        {
            Range = AboveZero,
            DefaultWords = "0.1 for sgd, 0.01 for momentum and nesterov, otherwise 0.001",
            Fingerprint = o => o.LearningRateOrDefault,
        },
        Of("Schedule", o => o.Schedule, (o, value) => o with { Schedule = value },
            "How the learning rate changes: constant, 'step every=3 gamma=0.5', 'exponential gamma=0.9', 'cosine "
                + "warmup=1 min=1e-5', one-cycle, 'plateau factor=0.5 patience=3' (docs/training-options.md).") with
        {
            Parse = LearningRateSchedule.Parse,
            Form = "a schedule, as \"cosine\" or \"step every=3 gamma=0.5\"",
            CheckMore = o => o.Schedule.Validate(o.LearningRateOrDefault),
        },
        OfOptimizer("Momentum", s => s.Momentum, (s, value) => s with { Momentum = value },
            "Momentum of momentum and nesterov.")
            with { Range = FromZeroBelowOne, Optimizers = [Momentum, Nesterov] },
        OfOptimizer("Rho", s => s.Rho, (s, value) => s with { Rho = value }, "Decay of rmsprop's mean of squares.")
            with { Range = FromZeroBelowOne, Optimizers = [RmsProp] },
        OfOptimizer("Beta1", s => s.Beta1, (s, value) => s with { Beta1 = value },
            "Decay of the Adam family's mean of gradients.")
            with { Range = FromZeroBelowOne, Optimizers = AdamFamily },
        OfOptimizer("Beta2", s => s.Beta2, (s, value) => s with { Beta2 = value },
            "Decay of the Adam family's mean of squares.")
            with { Range = FromZeroBelowOne, Optimizers = AdamFamily },
        OfOptimizer("Epsilon", s => s.Epsilon, (s, value) => s with { Epsilon = value },
            "Added to the root of the mean of squares.")
            with { Range = AboveZero, Optimizers = [RmsProp, .. AdamFamily] },
        OfOptimizer("WeightDecay", s => s.WeightDecay, (s, value) => s with { WeightDecay = value },
            "Weight decay: decoupled with adamw, otherwise L2.")
            with { Range = FromZero },
        OfOptimizer("DecayBiases", s => s.DecayBiases, (s, value) => s with { DecayBiases = value },
            "Let biases decay as well."),
        Of("Epochs", o => o.Epochs, (o, value) => o with { Epochs = value }, "Passes over the training examples.")
            with { Range = AtLeast(1) },
        Of("BatchSize", o => o.BatchSize, (o, value) => o with { BatchSize = value }, "Examples of a mini-batch.")
            with { Range = AtLeast(1) },
        Of("LabelSmoothing", o => o.LabelSmoothing, (o, value) => o with { LabelSmoothing = value },
            "Share of each target that is spread over all classes; with cross-entropy.")
            with { Range = FromZeroBelowOne },
        Of("Mixup", o => o.Mixup, (o, value) => o with { Mixup = value },
            "Alpha of mixup: examples are mixed in shares drawn from Beta(alpha, alpha). 0: none.")
            with { Range = FromZero },
        Of("ClipNorm", o => o.ClipNorm, (o, value) => o with { ClipNorm = value },
            "Limit of the norm of the whole gradient.")
            with { Range = AboveZero },
        Of("ClipValue", o => o.ClipValue, (o, value) => o with { ClipValue = value },
            "Limit of the size of every element of the gradient.")
            with { Range = AboveZero },
        Of("MaxNorm", o => o.MaxNorm, (o, value) => o with { MaxNorm = value },
            "Limit of the norm of the weights that come into a unit.")
            with { Range = AboveZero },
        Of("WeightAveraging", o => o.WeightAveraging, (o, value) => o with { WeightAveraging = value },
            "Decay of a moving average of the weights, such as 0.999, which validation and the model use.")
            with { Range = FromZeroBelowOne },
        Of("Shuffle", o => o.Shuffle, (o, value) => o with { Shuffle = value },
            "Take the examples in their order, the same each epoch.")
            with { CommandLineName = "--no-shuffle" },
        Of("MaxDegreeOfParallelism", o => o.MaxDegreeOfParallelism,
            (o, value) => o with { MaxDegreeOfParallelism = value }, "Threads; the result does not depend on it.") with
        {
            CommandLineName = "--threads",
            Range = AtLeast(1),
            DefaultWords = "all cores",
            IsSearched = false,
            IsInFingerprint = false,
        },
        // The command line has options of its own for these, or none.
        CodeOnly("Seed", o => o.Seed, (o, value) => o with { Seed = value }),
        CodeOnly("EarlyStopping", o => o.EarlyStopping, (o, value) => o with { EarlyStopping = value })
            with { CheckMore = o => o.EarlyStopping?.Validate() },
        CodeOnly("Checkpoint", o => o.Checkpoint, (o, value) => o with { Checkpoint = value })
            with { CheckMore = o => o.Checkpoint?.Validate(), IsInFingerprint = false },
        CodeOnly("OnEpoch", o => o.OnEpoch, (o, value) => o with { OnEpoch = value })
            with { IsInFingerprint = false },
        CodeOnly("FrozenLayers", o => o.FrozenLayers, (o, value) => o with { FrozenLayers = value })
            with { Range = AtLeast(0) },
    ];

    private static TrainingOption Of<T>(
        string name, Func<TrainingOptions, T> get, Func<TrainingOptions, T, TrainingOptions> with, string help) =>
        TrainingOption.Of(name, get, with, help);

    private static TrainingOption OfOptimizer<T>(
        string name, Func<OptimizerSpec, T> get, Func<OptimizerSpec, T, OptimizerSpec> with, string help) =>
        Of(name, o => get(o.Optimizer), (o, value) => o with { Optimizer = with(o.Optimizer, value) }, help)
            with { IsInFingerprint = false };

    private static TrainingOption CodeOnly<T>(
        string name, Func<TrainingOptions, T> get, Func<TrainingOptions, T, TrainingOptions> with) =>
        Of(name, get, with, help: "") with { IsOptional = true, IsTyped = false, IsSearched = false };
}
