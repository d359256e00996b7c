using System.Text.Json;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Experiments;

/// <summary>What came out of an experiment.</summary>
internal sealed record ExperimentOutcome
{
    /// <summary>What is shown; the tables on the command line, everything in the report.</summary>
    public required IReadOnlyList<ExperimentSection> Sections { get; init; }

    /// <summary>What was set, by name.</summary>
    public IReadOnlyList<NamedValue> Settings { get; init; } = [];

    /// <summary>What it must reach; none where it ran on a few images only.</summary>
    public IReadOnlyList<Bound> Bounds { get; init; } = [];

    /// <summary>Its own fields of the JSON object.</summary>
    public required Action<Utf8JsonWriter> WriteFields { get; init; }

    /// <summary>The report, where it is that of one training; else one is made of the sections.</summary>
    public RunReport? Run { get; init; }
}
