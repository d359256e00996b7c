namespace MlPipeline.AutoTune.Storage;

/// <summary>Reads a study, while it is being written or later.</summary>
public interface IStudyLog : IDisposable
{
    /// <summary>The study's name, space, metric and options.</summary>
    StudyHeader Header { get; }

    /// <summary>All trials by id, as of the last call that read or wrote the study.</summary>
    IReadOnlyList<TrialRecord> Trials { get; }

    /// <summary>Gets a trial, as of the same moment.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such trial.</exception>
    TrialRecord TrialOf(int id);

    /// <summary>The events after the first <paramref name="count"/>, as of the same moment.</summary>
    IReadOnlyList<StudyEvent> EventsAfter(int count);

    /// <summary>Reads the events that were written since.</summary>
    /// <exception cref="StudyException">The study cannot be read, or is damaged.</exception>
    void Refresh();
}
