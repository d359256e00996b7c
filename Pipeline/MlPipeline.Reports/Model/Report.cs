using System.Text.Json.Serialization;

namespace MlPipeline.Reports;

/// <summary>
/// What a report shows, as plain data: a run, a study or an experiment. Written as JSON with a <c>kind</c> and a
/// <c>version</c>; the page that draws it reads the same JSON.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RunReport), "run")]
[JsonDerivedType(typeof(StudyReport), "study")]
[JsonDerivedType(typeof(ExperimentReport), "experiment")]
public abstract record Report
{
    /// <summary>The version of the format that this library writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the format; readers take their own and older ones.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The title of the page.</summary>
    public required string Title { get; init; }

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Versions of the program, the runtime and the libraries.</summary>
    public IReadOnlyList<NamedValue> Versions { get; init; } = [];
}

/// <summary>A name and a value, as text.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value, as people read it.</param>
public sealed record NamedValue(string Name, string Value);
