namespace MlPipeline.Cli.Experiments;

/// <summary>
/// A preset: a run with its data and options set beforehand. docs/experiments.md describes each.
/// </summary>
internal interface IExperiment
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>A description of one line.</summary>
    string Summary { get; }

    /// <summary>Whether there is a longer form with better results.</summary>
    bool HasLong { get; }

    /// <summary>Runs the preset. Equal settings give equal figures, except times.</summary>
    ExperimentOutcome Run(ExperimentSetting setting);
}
