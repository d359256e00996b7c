using System.Globalization;
using MlPipeline.Cli.Commands;
using MlPipeline.Estimators.Trainers;
using MlPipeline.Network.Augmentation;
using Options = MlPipeline.Estimators.FeedForwardMulticlassTrainer.Options;

namespace MlPipeline.Cli.Reporting;

/// <summary>An option of the trainer, as <c>train</c> and as C# take it.</summary>
/// <param name="Arguments">Of <c>train</c>; none where the default says the same.</param>
/// <param name="CSharp">The initializer of its property.</param>
internal sealed record TrainerSetting(string[] Arguments, string CSharp)
{
    private static readonly Dictionary<string, TypedOption> ByName = TrainerOptionTable
        .Of<Options>()
        .Where(option => option.IsTyped)
        .ToDictionary(option => option.Name, option => new TypedOption(option), StringComparer.OrdinalIgnoreCase);

    // What makes up the hidden layers, and what varies the images, is told together.
    private static readonly string[] Together = ["HiddenLayers", "Dropout", "Rotation", "Shift", "Zoom", "Flip"];

    /// <summary>The settings that parameters of a trial make.</summary>
    /// <param name="parameters">Their names.</param>
    /// <param name="options">The options that they were made into.</param>
    /// <exception cref="ArgumentException">A parameter has no words here.</exception>
    public static IEnumerable<TrainerSetting> Of(IEnumerable<string> parameters, Options options)
    {
        // Hidden layers of other kinds, as with dropout, are told as a whole, with their activations.
        yield return Of(ByName[options.Network == null ? "HiddenLayers" : "Network"], options);
        foreach (string name in parameters)
        {
            if (
                Together.Contains(name, StringComparer.OrdinalIgnoreCase)
                || name.StartsWith("Width", StringComparison.OrdinalIgnoreCase)
                || (options.Network != null && name.Equals("Activation", StringComparison.OrdinalIgnoreCase))
            )
                continue;
            yield return ByName.TryGetValue(name, out TypedOption? option)
                ? Of(option, options)
                : throw new ArgumentException($"The parameter '{name}' is not an option of the command line.");
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

    /// <summary>The setting that the value of an option makes.</summary>
    public static TrainerSetting Of(TypedOption option, Options options) =>
        new(option.Arguments(options), option.Trainer.ToCSharp(options));

    private static string Text(float value) => value.ToString(CultureInfo.InvariantCulture);
}
