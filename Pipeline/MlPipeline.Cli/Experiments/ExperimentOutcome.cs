using System.Text.Json;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Experiments;

/// <summary>The result of a preset.</summary>
internal sealed record ExperimentOutcome
{
    /// <summary>What is shown; the tables on the command line, everything in the report.</summary>
    public required IReadOnlyList<ExperimentSection> Sections { get; init; }

    /// <summary>The settings by name.</summary>
    public IReadOnlyList<NamedValue> Settings { get; init; } = [];

    /// <summary>The bounds that it must reach; none if it ran on a few images only.</summary>
    public IReadOnlyList<Bound> Bounds { get; init; } = [];

    /// <summary>Writes its own fields of the JSON object.</summary>
    public required Action<Utf8JsonWriter> WriteFields { get; init; }

    /// <summary>The report of its training; null to create one from the sections.</summary>
    public RunReport? Run { get; init; }
}
