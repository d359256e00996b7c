using System.CommandLine;
using MlPipeline.Cli.Input;
using MlPipeline.Estimators;
using MlPipeline.Estimators.Trainers;

namespace MlPipeline.Cli.Commands;

/// <summary>Every option of the trainer, as options of a command: those of <see cref="TrainerOptionTable"/>.</summary>
internal sealed class TrainerOptions
{
    private readonly TypedOption[] _typed;
    private readonly EarlyStoppingArguments _earlyStopping = new();
    private readonly CheckpointArguments _checkpoint = new();

    public TrainerOptions()
        : this(TrainerOptionTable.Of<FeedForwardMulticlassTrainer.Options>()) { }

    public TrainerOptions(IEnumerable<TrainerOption> table) =>
        _typed = [.. table.Where(option => option.IsTyped).Select(option => new TypedOption(option))];

    public void AddTo(Command command)
    {
        Option[] all = [.. _typed.Select(typed => typed.Option), .. _earlyStopping.All, .. _checkpoint.All];
        foreach (Option option in all)
            command.Options.Add(option);
    }

    /// <exception cref="InputException">A word is not one of those allowed.</exception>
    public FeedForwardMulticlassTrainer.Options Read(ParseResult parsed, int seed)
    {
        CheckNetwork(parsed);
        FeedForwardMulticlassTrainer.Options options = new()
        {
            EarlyStopping = _earlyStopping.Read(parsed),
            Checkpoint = _checkpoint.Read(parsed),
            Seed = seed,
        };
        foreach (TypedOption typed in _typed)
            typed.Read(parsed, options);
        return options;
    }

    // Only its own value would count, so another one that is typed would be ignored.
    private void CheckNetwork(ParseResult parsed)
    {
        bool IsGiven(string field) => _typed.Any(typed => typed.Trainer.Field == field && typed.IsGiven(parsed));
        string Name(string field) => _typed.First(typed => typed.Trainer.Field == field).Option.Name;

        const string Network = nameof(FeedForwardOptionsBase.Network);
        string[] parts = [nameof(FeedForwardOptionsBase.HiddenLayers), nameof(FeedForwardOptionsBase.Activation)];
        if (IsGiven(Network) && parts.FirstOrDefault(IsGiven) is { } part)
            throw new InputException($"{Name(Network)} says all hidden layers; leave {Name(part)} out.");
    }
}
