using System.Text.Json.Serialization;
using MlPipeline.Reports;

namespace MlPipeline.Dashboard;

/// <summary>What changed in a study; the page's <c>live/feed.ts</c> reads it.</summary>
internal sealed record StudyUpdate
{
    /// <summary>Whether this is everything, not what came on top of what was sent before.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>All but the trials; null where it did not change.</summary>
    public StudyReport? Study { get; init; }

    /// <summary>The trials that changed, as they are now.</summary>
    public required IReadOnlyList<StudyTrial> Trials { get; init; }

    /// <summary>Whether a process is at the study.</summary>
    public required bool IsLive { get; init; }

    /// <summary>The models that can be fetched.</summary>
    public required IReadOnlyList<StudyModel> Models { get; init; }
}

/// <summary>As the page reads it: like the reports' own data.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(StudyUpdate))]
[JsonSerializable(typeof(IReadOnlyList<StudyEntry>))]
internal sealed partial class DashboardJson : JsonSerializerContext;
