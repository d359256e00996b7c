namespace MlPipeline.Cli.Experiments;

/// <summary>
/// Something that runs by its name, with everything set beforehand; docs/experiments.md describes each.
/// </summary>
internal interface IExperiment
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>What it does, in a line.</summary>
    string Summary { get; }

    /// <summary>Whether there is a longer form, which gets further.</summary>
    bool HasLong { get; }

    /// <summary>Runs it. Equal settings give equal figures, times aside.</summary>
    ExperimentOutcome Run(ExperimentSetting setting);
}
