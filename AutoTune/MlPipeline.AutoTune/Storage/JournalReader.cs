namespace MlPipeline.AutoTune.Storage;

/// <summary>
/// Reads the study that a <see cref="TrialJournal"/> writes, while it is being written or later, without joining it: it
/// takes no lock and writes nothing. One thread at a time may use it.
/// </summary>
public sealed class JournalReader : IStudyLog
{
    private readonly TrialTable _table = new();
    private readonly JournalFile _file;

    private JournalReader(JournalFile file, StudyHeader header)
    {
        _file = file;
        Header = header;
    }

    /// <inheritdoc/>
    public StudyHeader Header { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TrialRecord> Trials => [.. _table.Trials];

    /// <inheritdoc/>
    public TrialRecord TrialOf(int id) => _table.Trials[id];

    /// <inheritdoc/>
    public IReadOnlyList<StudyEvent> EventsAfter(int count) => _table.EventsAfter(count);

    /// <summary>Opens a study and reads what it holds.</summary>
    /// <param name="directory">The study's directory, in which <see cref="TrialJournal.FileName"/> is.</param>
    /// <exception cref="StudyException">There is no study, it is damaged, or cannot be read.</exception>
    public static JournalReader Open(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string path = Path.Combine(directory, TrialJournal.FileName);
        JournalFile? file = null;
        try
        {
            file = JournalFile.OpenToRead(path);
            string line =
                file.ReadFirst()
                ?? throw new StudyException(
                    $"'{path}' is no journal of a study: it has no whole line; give another name or place."
                );
            var reader = new JournalReader(file, file.Header(line));
            reader.Refresh();
            return reader;
        }
        catch (Exception error)
        {
            file?.Dispose();
            if (error is FileNotFoundException or DirectoryNotFoundException)
                throw new StudyException($"There is no study in '{directory}'; check the name.", error);
            if (error is UnauthorizedAccessException or IOException and not StudyException)
                throw new StudyException(
                    $"The study in '{directory}' cannot be read: {error.Message.TrimEnd('.')}; make it readable.",
                    error
                );
            throw;
        }
    }

    /// <inheritdoc/>
    public void Refresh()
    {
        try
        {
            foreach (string line in _file.ReadNew())
                _table.Apply(StudyLine.Event(line));
        }
        catch (FormatException error)
        {
            throw _file.Damaged(error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
