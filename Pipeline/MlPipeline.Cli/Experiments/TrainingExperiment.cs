namespace MlPipeline.Cli.Experiments;

/// <summary>A preset of one training.</summary>
internal sealed class TrainingExperiment : IExperiment
{
    public required string Name { get; init; }

    public required string Summary { get; init; }

    /// <summary>The options of <c>train</c>.</summary>
    public required string Arguments { get; init; }

    /// <summary>The options of the longer form; null if there is none.</summary>
    public string? LongArguments { get; init; }

    /// <summary>Whether the test images are evaluated after every epoch.</summary>
    public bool IsTestedEveryEpoch { get; init; }

    /// <summary>The bounds that it must reach.</summary>
    public required Func<TrainingOutcome, bool, IReadOnlyList<Bound>> Bounds { get; init; }

    public bool HasLong => LongArguments != null;

    public ExperimentOutcome Run(ExperimentSetting setting)
    {
        TrainingOutcome outcome = new Training(Name, setting.IsLong ? LongArguments! : Arguments)
        {
            IsTestedEveryEpoch = IsTestedEveryEpoch,
        }.Run(setting);
        return new ExperimentOutcome
        {
            Sections = [new("Training", "", [outcome.EpochTable(), TrainingOutcome.Compare("At the end", [outcome])])],
            Bounds = setting.IsQuick ? [] : Bounds(outcome, setting.IsLong),
            WriteFields = outcome.Write,
            Run = outcome.Report,
        };
    }
}
