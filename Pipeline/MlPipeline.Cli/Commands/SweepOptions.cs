using System.CommandLine;
using System.Globalization;
using MlPipeline.AutoTune.Experiments;
using MlPipeline.AutoTune.Pruning;
using MlPipeline.AutoTune.Spaces;
using MlPipeline.AutoTune.Tuners;
using MlPipeline.Cli.Input;

namespace MlPipeline.Cli.Commands;

/// <summary>Options of <c>sweep</c> for its search.</summary>
internal sealed class SweepOptions
{
    private const int DefaultTrials = 100;

    private readonly Option<string> _space = new("--space")
    {
        Description =
            $"The search space: {string.Join(", ", FeedForwardSearchSpace.BuiltIn)}, or the path of a JSON file.",
        DefaultValueFactory = _ => "classic-small",
    };
    private readonly Option<string> _tuner = new("--tuner")
    {
        Description = $"The tuner: {Choice.All<TunerKind>()}.",
        DefaultValueFactory = _ => Choice.Of(TunerKind.Tpe),
    };
    private readonly Option<string> _prune = new("--prune")
    {
        Description = $"Rule that stops trials unlikely to be among the best: {Choice.All<PrunerKind>()}.",
        DefaultValueFactory = _ => Choice.Of(PrunerKind.Asha),
    };
    private readonly Option<int?> _trials = new("--trials")
    {
        Description =
            $"Trials in all, those of earlier runs of the study included. Default: {DefaultTrials} if there is no "
            + "other limit; the whole grid with --tuner grid.",
    };
    private readonly Option<double?> _time = new("--time") { Description = "Seconds that this run may take." };
    private readonly Option<int?> _epochs = new("--max-epochs")
    {
        Description = "Maximum number of epochs of all trials together.",
    };
    private readonly Option<int?> _parallel = new("--parallel")
    {
        Description = "Number of trials that run at once. Default: as many as the threads allow.",
    };
    private readonly Option<int> _threads = new("--threads-per-trial")
    {
        Description = "Threads of each trial; results do not depend on it.",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<int?> _mostThreads = new("--threads")
    {
        Description = "Maximum threads of all trials together. Default: all cores.",
    };
    private readonly Option<int?> _memory = new("--memory")
    {
        Description = "Megabytes; no trial starts while the process uses more.",
    };
    private readonly Option<int> _top = new("--top")
    {
        Description = "Number of best models that are kept as zip files.",
        DefaultValueFactory = _ => 3,
    };

    public void AddTo(Command command)
    {
        foreach (
            Option option in (Option[])
                [_space, _tuner, _prune, _trials, _time, _epochs, _parallel, _threads, _mostThreads, _memory, _top]
        )
            command.Options.Add(option);
    }

    public string SpaceName(ParseResult parsed) => parsed.GetValue(_space)!;

    public FeedForwardSearchSpace Space(ParseResult parsed) => FeedForwardSearchSpace.Open(SpaceName(parsed));

    public TunerKind Tuner(ParseResult parsed) => Choice.Parse<TunerKind>(_tuner.Name, parsed.GetValue(_tuner)!);

    public PrunerKind Pruner(ParseResult parsed) => Choice.Parse<PrunerKind>(_prune.Name, parsed.GetValue(_prune)!);

    /// <exception cref="InputException">A value is outside its range.</exception>
    public ExperimentOptions Read(ParseResult parsed, string modelDirectory)
    {
        foreach (Option<int?> option in (Option<int?>[])[_trials, _epochs, _parallel, _mostThreads, _memory])
            AtLeast(1, option.Name, parsed.GetValue(option));
        AtLeast(1, _threads.Name, parsed.GetValue(_threads));
        AtLeast(0, _top.Name, parsed.GetValue(_top));
        double? time = parsed.GetValue(_time);
        if (time is not (null or (> 0 and < 1e6)))
            throw new InputException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_time.Name} is {time}; give seconds above 0 and below 1,000,000."
                )
            );
        bool limited = time != null || parsed.GetValue(_epochs) != null || Tuner(parsed) == TunerKind.Grid;
        return new ExperimentOptions
        {
            MaxTrials = parsed.GetValue(_trials) ?? (limited ? null : DefaultTrials),
            MaxTime = time is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            MaxEpochs = parsed.GetValue(_epochs),
            Parallel =
                parsed.GetValue(_parallel)
                ?? Math.Max(
                    1,
                    (parsed.GetValue(_mostThreads) ?? Environment.ProcessorCount) / parsed.GetValue(_threads)
                ),
            ThreadsPerTrial = parsed.GetValue(_threads),
            MaxThreads = parsed.GetValue(_mostThreads),
            MaximumMemoryUsageInMegaByte = parsed.GetValue(_memory),
            KeptModels = parsed.GetValue(_top),
            ModelDirectory = modelDirectory,
        };
    }

    private static void AtLeast(int least, string option, int? value)
    {
        if (value < least)
            throw new InputException($"{option} is {value}; give at least {least}.");
    }
}
