using System.Text.Json.Serialization;
using MlPipeline.Reports;

namespace MlPipeline.Dashboard;

/// <summary>What changed in a study; the page's <c>live/feed.ts</c> reads it.</summary>
internal sealed record StudyUpdate
{
    /// <summary>Whether this is the whole study rather than a change.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>The study without its trials; null if unchanged.</summary>
    public StudyReport? Study { get; init; }

    /// <summary>The trials that changed.</summary>
    public required IReadOnlyList<StudyTrial> Trials { get; init; }

    /// <summary>Whether a process is running the study.</summary>
    public required bool IsLive { get; init; }

    /// <summary>The models that can be downloaded.</summary>
    public required IReadOnlyList<StudyModel> Models { get; init; }
}

/// <summary>Serializes the update as JSON, in the form of reports.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(StudyUpdate))]
[JsonSerializable(typeof(IReadOnlyList<StudyEntry>))]
internal sealed partial class DashboardJson : JsonSerializerContext;
