using MlPipeline.Reports;

namespace MlPipeline.Dashboard;

/// <summary>
/// A study that is followed. <see cref="Describe"/> may be called while another thread calls another member; the others
/// come one at a time.
/// </summary>
public interface IStudyFeed : IDisposable
{
    /// <summary>The trials that changed since the last call, as they are now; all of them at the first.</summary>
    /// <exception cref="IOException">The study cannot be read, or is damaged.</exception>
    IReadOnlyList<StudyTrial> Changes();

    /// <summary>All but the trials, as of the last <see cref="Changes"/>; takes time where there are many.</summary>
    StudyReport Describe();

    /// <summary>Whether a process is at it.</summary>
    bool IsLive { get; }

    /// <summary>The models that are kept now, the final one first.</summary>
    IReadOnlyList<StudyModel> Models { get; }

    /// <summary>Where a model of <see cref="Models"/> lies; null where it is none of them.</summary>
    string? PathOf(string file);

    /// <summary>Asks the process that runs a trial to end it.</summary>
    /// <returns>Whether it was running.</returns>
    /// <exception cref="IOException">The study cannot be written.</exception>
    bool RequestStop(int trial);
}

/// <summary>A model that can be fetched.</summary>
/// <param name="File">Its file's name.</param>
/// <param name="Trial">The trial that made it; null for the final model.</param>
/// <param name="Bytes">Its size.</param>
public sealed record StudyModel(string File, int? Trial, long Bytes);
