namespace MlPipeline.Cli.Experiments;

/// <summary>How an experiment is run.</summary>
/// <param name="Seed">Of everything random.</param>
/// <param name="IsLong">Whether in its longer form.</param>
/// <param name="IsQuick">Whether on a few images only, which shows that it runs and nothing else.</param>
/// <param name="Progress">Told how it goes.</param>
/// <param name="IsTerminal">Whether that is a terminal.</param>
/// <param name="Cancellation">Looked at after every step.</param>
internal sealed record ExperimentSetting(
    int Seed,
    bool IsLong,
    bool IsQuick,
    TextWriter Progress,
    bool IsTerminal,
    CancellationToken Cancellation
);
