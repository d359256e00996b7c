using static MlPipeline.Network.Training.OptionRange;

namespace MlPipeline.Network.Training;

/// <summary>Declares every option of <see cref="TrainingOptions"/>, in the order of the command line's help.</summary>
internal static class TrainingOptionTable
{
    private static readonly OptimizerKind[] AdamFamily = [OptimizerKind.Adam, OptimizerKind.Nadam, OptimizerKind.AdamW];

    public static IReadOnlyList<TrainingOption> All { get; } =
    [
        // The optimizer's text includes its constants, so they have no fingerprint of their own.
        OfOptimizer("Optimizer", spec => spec.Kind, (spec, value) => spec with { Kind = value }, "The optimizer.") with
        {
            IsInFingerprint = true,
            Fingerprint = options => options.Optimizer,
        },
        TrainingOption.Of(
            "LearningRate",
            options => options.LearningRate,
            (options, value) => options with { LearningRate = value },
            "Step size."
        ) with
        {
            Range = AboveZero,
            DefaultWords = "0.1 for sgd, 0.01 for momentum and nesterov, otherwise 0.001",
            Fingerprint = options => options.LearningRateOrDefault,
        },
        TrainingOption.Of(
            "Schedule",
            options => options.Schedule,
            (options, value) => options with { Schedule = value },
            "How the learning rate changes: constant, 'step every=3 gamma=0.5', 'exponential gamma=0.9', 'cosine "
                + "warmup=1 min=1e-5', one-cycle, 'plateau factor=0.5 patience=3' (docs/training-options.md)."
        ) with
        {
            Parse = LearningRateSchedule.Parse,
            Form = "a schedule, as \"cosine\" or \"step every=3 gamma=0.5\"",
            CheckMore = options => options.Schedule.Validate(options.LearningRateOrDefault),
        },
        OfOptimizer(
            "Momentum",
            spec => spec.Momentum,
            (spec, value) => spec with { Momentum = value },
            "Momentum of momentum and nesterov."
        ) with
        {
            Range = FromZeroBelowOne,
            Optimizers = [OptimizerKind.Momentum, OptimizerKind.Nesterov],
        },
        OfOptimizer(
            "Rho",
            spec => spec.Rho,
            (spec, value) => spec with { Rho = value },
            "Decay of rmsprop's mean of squares."
        ) with
        {
            Range = FromZeroBelowOne,
            Optimizers = [OptimizerKind.RmsProp],
        },
        OfOptimizer(
            "Beta1",
            spec => spec.Beta1,
            (spec, value) => spec with { Beta1 = value },
            "Decay of the Adam family's mean of gradients."
        ) with
        {
            Range = FromZeroBelowOne,
            Optimizers = AdamFamily,
        },
        OfOptimizer(
            "Beta2",
            spec => spec.Beta2,
            (spec, value) => spec with { Beta2 = value },
            "Decay of the Adam family's mean of squares."
        ) with
        {
            Range = FromZeroBelowOne,
            Optimizers = AdamFamily,
        },
        OfOptimizer(
            "Epsilon",
            spec => spec.Epsilon,
            (spec, value) => spec with { Epsilon = value },
            "Added to the root of the mean of squares."
        ) with
        {
            Range = AboveZero,
            Optimizers = [OptimizerKind.RmsProp, .. AdamFamily],
        },
        OfOptimizer(
            "WeightDecay",
            spec => spec.WeightDecay,
            (spec, value) => spec with { WeightDecay = value },
            "Weight decay: decoupled with adamw, otherwise L2."
        ) with
        {
            Range = FromZero,
        },
        OfOptimizer(
            "DecayBiases",
            spec => spec.DecayBiases,
            (spec, value) => spec with { DecayBiases = value },
            "Let biases decay as well."
        ),
        TrainingOption.Of(
            "Epochs",
            options => options.Epochs,
            (options, value) => options with { Epochs = value },
            "Passes over the training examples."
        ) with
        {
            Range = AtLeast(1),
        },
        TrainingOption.Of(
            "BatchSize",
            options => options.BatchSize,
            (options, value) => options with { BatchSize = value },
            "Examples of a mini-batch."
        ) with
        {
            Range = AtLeast(1),
        },
        TrainingOption.Of(
            "LabelSmoothing",
            options => options.LabelSmoothing,
            (options, value) => options with { LabelSmoothing = value },
            "Share of each target that is spread over all classes; with cross-entropy."
        ) with
        {
            Range = FromZeroBelowOne,
        },
        TrainingOption.Of(
            "Mixup",
            options => options.Mixup,
            (options, value) => options with { Mixup = value },
            "Alpha of mixup: examples are mixed in shares drawn from Beta(alpha, alpha). 0: none."
        ) with
        {
            Range = FromZero,
        },
        TrainingOption.Of(
            "ClipNorm",
            options => options.ClipNorm,
            (options, value) => options with { ClipNorm = value },
            "Limit of the norm of the whole gradient."
        ) with
        {
            Range = AboveZero,
        },
        TrainingOption.Of(
            "ClipValue",
            options => options.ClipValue,
            (options, value) => options with { ClipValue = value },
            "Limit of the size of every element of the gradient."
        ) with
        {
            Range = AboveZero,
        },
        TrainingOption.Of(
            "MaxNorm",
            options => options.MaxNorm,
            (options, value) => options with { MaxNorm = value },
            "Limit of the norm of the weights that come into a unit."
        ) with
        {
            Range = AboveZero,
        },
        TrainingOption.Of(
            "WeightAveraging",
            options => options.WeightAveraging,
            (options, value) => options with { WeightAveraging = value },
            "Decay of a moving average of the weights, such as 0.999, which validation and the model use."
        ) with
        {
            Range = FromZeroBelowOne,
        },
        TrainingOption.Of(
            "Shuffle",
            options => options.Shuffle,
            (options, value) => options with { Shuffle = value },
            "Take the examples in their order, the same each epoch."
        ) with
        {
            CommandLineName = "--no-shuffle",
        },
        TrainingOption.Of(
            "MaxDegreeOfParallelism",
            options => options.MaxDegreeOfParallelism,
            (options, value) => options with { MaxDegreeOfParallelism = value },
            "Threads; the result does not depend on it."
        ) with
        {
            CommandLineName = "--threads",
            Range = AtLeast(1),
            DefaultWords = "all cores",
            IsSearched = false,
            IsInFingerprint = false,
        },
        // The command line has options of its own for these.
        CodeOnly("Seed", options => options.Seed, (options, value) => options with { Seed = value }),
        CodeOnly(
            "EarlyStopping",
            options => options.EarlyStopping,
            (options, value) => options with { EarlyStopping = value }
        ) with
        {
            CheckMore = options => options.EarlyStopping?.Validate(),
        },
        CodeOnly(
            "Checkpoint",
            options => options.Checkpoint,
            (options, value) => options with { Checkpoint = value }
        ) with
        {
            CheckMore = options => options.Checkpoint?.Validate(),
            IsInFingerprint = false,
        },
        CodeOnly("OnEpoch", options => options.OnEpoch, (options, value) => options with { OnEpoch = value }) with
        {
            IsInFingerprint = false,
        },
        CodeOnly(
            "FrozenLayers",
            options => options.FrozenLayers,
            (options, value) => options with { FrozenLayers = value }
        ) with
        {
            Range = AtLeast(0),
        },
    ];

    private static TrainingOption OfOptimizer<T>(
        string name,
        Func<OptimizerSpec, T> get,
        Func<OptimizerSpec, T, OptimizerSpec> with,
        string help
    ) =>
        TrainingOption.Of(
            name,
            options => get(options.Optimizer),
            (options, value) => options with { Optimizer = with(options.Optimizer, value) },
            help
        ) with
        {
            IsInFingerprint = false,
        };

    private static TrainingOption CodeOnly<T>(
        string name,
        Func<TrainingOptions, T> get,
        Func<TrainingOptions, T, TrainingOptions> with
    ) => TrainingOption.Of(name, get, with, help: "") with { IsOptional = true, IsTyped = false, IsSearched = false };
}
