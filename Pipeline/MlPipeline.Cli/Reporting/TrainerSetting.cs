using System.Globalization;
using MlPipeline.Cli.Input;
using MlPipeline.Network;
using MlPipeline.Network.Augmentation;
using Options = MlPipeline.Estimators.FeedForwardMulticlassTrainer.Options;

namespace MlPipeline.Cli.Reporting;

/// <summary>An option of the trainer, as <c>train</c> and as C# take it.</summary>
/// <param name="Arguments">Of <c>train</c>; none where the default says the same.</param>
/// <param name="CSharp">The initializer of its property.</param>
internal sealed record TrainerSetting(string[] Arguments, string CSharp)
{
    /// <summary>By the names that search spaces have for them; the hidden layers are set together.</summary>
    private static readonly Dictionary<string, Func<Options, TrainerSetting>> ByName = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["Epochs"] = options => Whole("--epochs", "Epochs", options.Epochs),
        ["BatchSize"] = options => Whole("--batch-size", "BatchSize", options.BatchSize),
        ["Shuffle"] = options => Flag("--no-shuffle", !options.Shuffle, "Shuffle", options.Shuffle),
        ["Activation"] = options => Word("--activation", "Activation", options.Activation),
        ["Initializer"] = options => Word("--initializer", "Initializer", options.Initializer!.Value),
        ["Loss"] = options => Word("--loss", "Loss", options.Loss),
        ["LearningRate"] = options => Number("--learning-rate", "LearningRate", options.LearningRate!.Value),
        ["Schedule"] = options => Schedule(options.LearningRateSchedule),
        ["WeightDecay"] = options => Number("--weight-decay", "WeightDecay", options.WeightDecay),
        ["DecayBiases"] = options => Flag("--decay-biases", options.DecayBiases, "DecayBiases", options.DecayBiases),
        ["LabelSmoothing"] = options => Number("--label-smoothing", "LabelSmoothing", options.LabelSmoothing),
        ["Mixup"] = options => Number("--mixup", "Mixup", options.Mixup),
        ["Optimizer"] = options => Word("--optimizer", "Optimizer", options.Optimizer),
        ["Momentum"] = options => Number("--momentum", "Momentum", options.Momentum),
        ["Rho"] = options => Number("--rho", "Rho", options.Rho),
        ["Beta1"] = options => Number("--beta1", "Beta1", options.Beta1),
        ["Beta2"] = options => Number("--beta2", "Beta2", options.Beta2),
        ["Epsilon"] = options => Number("--epsilon", "Epsilon", options.Epsilon),
    };

    // What makes up the hidden layers, and what varies the images, is told together.
    private static readonly string[] Together = ["HiddenLayers", "Dropout", "Rotation", "Shift", "Zoom", "Flip"];

    /// <summary>The settings that parameters of a trial make.</summary>
    /// <param name="parameters">Their names.</param>
    /// <param name="options">The options that they were made into.</param>
    /// <exception cref="ArgumentException">A parameter has no words here.</exception>
    public static IEnumerable<TrainerSetting> Of(IEnumerable<string> parameters, Options options)
    {
        yield return options.Network is { } network ? Network(network) : Layers(options.HiddenLayers);
        foreach (string name in parameters)
        {
            if (
                Together.Contains(name, StringComparer.OrdinalIgnoreCase)
                || name.StartsWith("Width", StringComparison.OrdinalIgnoreCase)
                || (options.Network != null && name.Equals("Activation", StringComparison.OrdinalIgnoreCase))
            )
                continue;
            yield return ByName.TryGetValue(name, out Func<Options, TrainerSetting>? setting)
                ? setting(options)
                : throw new ArgumentException(
                    $"The parameter '{name}' has no words for the command line; add them to {nameof(TrainerSetting)}."
                );
        }
    }

    /// <summary>How images are varied, as <c>train</c> takes it and as the properties of AugmentationOptions.</summary>
    public static TrainerSetting Of(AugmentationOptions augmentation)
    {
        (string Word, string Property, float Value)[] ranges =
        [
            ("rotate=", "Rotation", augmentation.Rotation.Limit),
            ("shift=", "Shift", augmentation.Shift.Limit),
            ("zoom=", "Zoom", augmentation.Zoom.Limit),
            ("flip@", "HorizontalFlip", augmentation.HorizontalFlip),
        ];
        var given = ranges.Where(range => range.Value > 0).ToArray();
        return new(
            ["--augment", string.Join(",", given.Select(range => range.Word + Text(range.Value)))],
            string.Join(", ", given.Select(range => $"{range.Property} = {Text(range.Value)}f"))
        );
    }

    // Hidden layers of other kinds, as with dropout, are told as a whole, with their activations.
    private static TrainerSetting Network(Architecture network) =>
        new(["--network", network.ToString()], $"Network = Architecture.Parse(\"{network}\")");

    private static TrainerSetting Layers(int[] units) =>
        new(
            ["--layers", units.Length == 0 ? "none" : string.Join(",", units)],
            $"HiddenLayers = [{string.Join(", ", units)}]"
        );

    private static TrainerSetting Whole(string option, string property, int value) =>
        new([option, Text(value)], $"{property} = {Text(value)}");

    private static TrainerSetting Number(string option, string property, float value) =>
        new([option, Text(value)], $"{property} = {Text(value)}f");

    private static TrainerSetting Flag(string option, bool isGiven, string property, bool value) =>
        new(isGiven ? [option] : [], $"{property} = {(value ? "true" : "false")}");

    private static TrainerSetting Word<T>(string option, string property, T value)
        where T : struct, Enum => new([option, Choice.Of(value)], $"{property} = {typeof(T).Name}.{value}");

    private static TrainerSetting Schedule(LearningRateSchedule schedule) =>
        new(["--schedule", schedule.ToString()], $"LearningRateSchedule = LearningRateSchedule.Parse(\"{schedule}\")");

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
