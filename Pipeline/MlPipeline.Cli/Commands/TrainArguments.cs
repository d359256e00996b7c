using System.CommandLine;
using System.Globalization;
using MlPipeline.Cli.Input;
using MlPipeline.Estimators;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Cli.Commands;

/// <summary>The options of <c>train</c> that determine the model.</summary>
internal sealed class TrainArguments
{
    public TrainerOptions Trainer { get; } = new();

    public Option<string> Dataset { get; } = SharedOptions.Dataset("Data set to train on");

    public Option<double> Validation { get; } =
        new("--validation")
        {
            Description =
                "Share of the training images that is used for validation after every epoch, from 0 to below 1.",
            DefaultValueFactory = _ => 0,
        };

    public Option<string> Normalize { get; } =
        new("--normalize")
        {
            Description = $"How pixels are scaled: {Choice.All<NormalizationKind>()}.",
            DefaultValueFactory = _ => Choice.Of(NormalizationKind.MinMax),
        };

    public Option<string?> Augment { get; } =
        SharedOptions.Augment("Vary the training images at random, anew each epoch");

    /// <summary>Adds all of them.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Dataset, Validation, Normalize, Augment])
            command.Options.Add(option);
        Trainer.AddTo(command);
    }

    /// <exception cref="InputException">A value is outside its range, or does not go with another.</exception>
    public TrainPlan Read(ParseResult parsed, int seed)
    {
        double share = parsed.GetValue(Validation);
        if (!(share >= 0 && share < 1))
            throw new InputException(
                string.Create(CultureInfo.InvariantCulture, $"--validation is {share}; give a share from 0 to below 1.")
            );
        var normalization = Choice.Parse<NormalizationKind>(Normalize.Name, parsed.GetValue(Normalize)!);
        AugmentationOptions? augmentation = parsed.GetValue(Augment) is { } spec
            ? AugmentationSpec.Parse(Augment.Name, spec) with
            {
                Seed = seed,
            }
            : null;
        FeedForwardMulticlassTrainer.Options options = Trainer.Read(parsed, seed);
        if (options.EarlyStopping != null && share == 0)
            throw new InputException(
                "--early-stopping watches validation images; keep some aside, such as --validation 0.1."
            );
        return new TrainPlan(parsed.GetValue(Dataset)!, share, normalization, augmentation, options, seed);
    }
}
