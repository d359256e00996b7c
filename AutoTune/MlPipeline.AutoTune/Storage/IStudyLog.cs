namespace MlPipeline.AutoTune.Storage;

/// <summary>A study to be read, while it is written or later.</summary>
public interface IStudyLog : IDisposable
{
    /// <summary>What the study is about.</summary>
    StudyHeader Header { get; }

    /// <summary>All trials by id, as of the last call of a member that reads or writes the study.</summary>
    IReadOnlyList<TrialRecord> Trials { get; }

    /// <summary>A trial, as of the same moment.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such trial.</exception>
    TrialRecord TrialOf(int id);

    /// <summary>The events after the first <paramref name="count"/>, as of the same moment.</summary>
    IReadOnlyList<StudyEvent> EventsAfter(int count);

    /// <summary>Learns what was written since.</summary>
    /// <exception cref="StudyException">The study cannot be read, or is damaged.</exception>
    void Refresh();
}
