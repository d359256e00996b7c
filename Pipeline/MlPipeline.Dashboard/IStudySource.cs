namespace MlPipeline.Dashboard;

/// <summary>The studies that a dashboard shows. Called by many threads at once.</summary>
public interface IStudySource
{
    /// <summary>The studies there are now, those that changed last first.</summary>
    IReadOnlyList<StudyEntry> List();

    /// <summary>Opens a study to be followed.</summary>
    /// <returns>Null where there is no study of this name.</returns>
    /// <exception cref="IOException">It cannot be read, or is damaged.</exception>
    IStudyFeed? Open(string name);
}

/// <summary>A study that can be opened.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Changed">When something was last written to it.</param>
/// <param name="IsLive">Whether a process is at it.</param>
public sealed record StudyEntry(string Name, DateTimeOffset Changed, bool IsLive);
