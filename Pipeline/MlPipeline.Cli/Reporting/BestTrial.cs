using System.Globalization;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Spaces;
using MlPipeline.AutoTune.Storage;
using MlPipeline.Estimators;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Reporting;

/// <summary>Converts a trial's parameters to a command line and to C# that train on all training images.</summary>
internal static class BestTrial
{
    /// <summary>
    /// Gets both, or null if the parameters are not those of the network: a study may search anything.
    /// </summary>
    public static BestConfiguration? Of(StudyHeader header, TrialRecord trial)
    {
        FeedForwardMulticlassTrainer.Options options;
        TrainerSetting? augmentation;
        try
        {
            Parameter parameters = ParameterOf(trial.Parameters);
            options = FeedForwardSearchSpace.ToOptions(parameters);
            augmentation = FeedForwardSearchSpace.ToAugmentation(parameters) is { } varied
                ? TrainerSetting.Of(varied)
                : null;
        }
        catch (Exception error)
            when (error is ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            return null;
        }
        TrainerSetting[] settings = [.. TrainerSetting.Of(trial.Parameters.Keys, options)];
        string seed = trial.Seed.ToString(CultureInfo.InvariantCulture);
        IEnumerable<string> data = ((string[])["dataset", "normalize"])
            .Where(header.Options.ContainsKey)
            .SelectMany(name => (string[])["--" + name, header.Options[name]]);
        string[] arguments =
        [
            "mlpipeline",
            "train",
            .. data,
            .. augmentation?.Arguments ?? [],
            .. settings.SelectMany(setting => setting.Arguments),
            "--seed",
            seed,
        ];
        return new BestConfiguration(
            trial.Id,
            string.Join(" ", arguments.Select(Quoted)),
            CSharp(augmentation, [.. settings.Select(setting => setting.CSharp), $"Seed = {seed}"])
        );
    }

    private static string CSharp(TrainerSetting? augmentation, IEnumerable<string> properties) =>
        (
            augmentation == null
                ? ""
                : $$"""
                    // Between the normalizer and the trainer: .AppendAugmentation(augmentation).
                    var augmentation = mlContext.Transforms.AugmentImages(
                        "Features", new AugmentationOptions { {{augmentation.CSharp}} });

                    """
        )
        + $$"""
            var options = new FeedForwardMulticlassTrainer.Options
            {
                {{string.Join(",\n    ", properties)}},
            };
            var trainer = mlContext.MulticlassClassification.Trainers.FeedForward(options);
            """;

    private static Parameter ParameterOf(IReadOnlyDictionary<string, object> values)
    {
        Parameter parameter = Parameter.CreateNestedParameter();
        foreach ((string name, object value) in values)
        {
            parameter[name] = value switch
            {
                long whole => Parameter.FromLong(whole),
                double number => Parameter.FromDouble(number),
                bool flag => Parameter.FromBool(flag),
                _ => Parameter.FromString((string)value),
            };
        }
        return parameter;
    }

    // A journal may come from anywhere: its text must not become another command when the command line is pasted.
    private static string Quoted(string word) =>
        word.Length > 0
        && word.All(letter =>
            char.IsAsciiLetterOrDigit(letter) || "-_.,=:/+".Contains(letter, StringComparison.Ordinal)
        )
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
