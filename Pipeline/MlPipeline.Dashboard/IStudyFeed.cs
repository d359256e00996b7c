using MlPipeline.Reports;

namespace MlPipeline.Dashboard;

/// <summary>
/// A study that is being followed. <see cref="Describe"/> may be called while another thread calls another member; the
/// others
/// are called one at a time.
/// </summary>
public interface IStudyFeed : IDisposable
{
    /// <summary>Gets the trials that changed since the last call; all of them in the first call.</summary>
    /// <exception cref="IOException">The study cannot be read, or is damaged.</exception>
    IReadOnlyList<StudyTrial> Changes();

    /// <summary>
    /// Describes the study without its trials, as of the last <see cref="Changes"/>; slow if there are many.
    /// </summary>
    StudyReport Describe();

    /// <summary>Whether a process is running the study.</summary>
    bool IsLive { get; }

    /// <summary>Lists the models that are kept, the final one first.</summary>
    IReadOnlyList<StudyModel> Models { get; }

    /// <summary>Gets the path of one of the <see cref="Models"/>; null if it is not one of them.</summary>
    string? PathOf(string file);

    /// <summary>Asks the process that runs a trial to end it.</summary>
    /// <returns>Whether it was running.</returns>
    /// <exception cref="IOException">The study cannot be written.</exception>
    bool RequestStop(int trial);
}

/// <summary>A model that can be downloaded.</summary>
/// <param name="File">The name of its file.</param>
/// <param name="Trial">The trial that made it; null for the final model.</param>
/// <param name="Bytes">Its size in bytes.</param>
public sealed record StudyModel(string File, int? Trial, long Bytes);
