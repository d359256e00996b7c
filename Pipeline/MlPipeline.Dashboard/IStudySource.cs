namespace MlPipeline.Dashboard;

/// <summary>Provides the studies of a dashboard. Members are called by several threads at once.</summary>
public interface IStudySource
{
    /// <summary>Lists the current studies, the last changed first.</summary>
    IReadOnlyList<StudyEntry> List();

    /// <summary>Opens a study in order to follow it.</summary>
    /// <returns>Null if there is no study of this name.</returns>
    /// <exception cref="IOException">It cannot be read, or is damaged.</exception>
    IStudyFeed? Open(string name);
}

/// <summary>A study that can be opened.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Changed">The time of its last change.</param>
/// <param name="IsLive">Whether a process is running it.</param>
public sealed record StudyEntry(string Name, DateTimeOffset Changed, bool IsLive);
