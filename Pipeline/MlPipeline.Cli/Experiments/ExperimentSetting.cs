namespace MlPipeline.Cli.Experiments;

/// <summary>How a preset is run.</summary>
/// <param name="Seed">Seeds all random choices.</param>
/// <param name="IsLong">Whether to run the longer form.</param>
/// <param name="IsQuick">Whether to use only a few images, to check that the preset runs.</param>
/// <param name="Progress">Receives progress messages.</param>
/// <param name="IsTerminal">Whether progress is written to a terminal.</param>
/// <param name="Cancellation">Checked after every step.</param>
internal sealed record ExperimentSetting(
    int Seed,
    bool IsLong,
    bool IsQuick,
    TextWriter Progress,
    bool IsTerminal,
    CancellationToken Cancellation
);
