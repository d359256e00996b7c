using System.Diagnostics;
using System.Globalization;

namespace MlPipeline.AutoTune.Storage;

/// <summary>
/// A study in a directory: <c>journal.jsonl</c>, to which an event is appended as a line of JSON, the study itself
/// first. Appends are made under a lock on the file <c>lock</c>; each process that takes part keeps a file of its own
/// in
/// <c>processes</c> locked, by which others see that it is alive. A trial's outcome is flushed to the disk.
/// </summary>
public sealed class TrialJournal : TrialStore
{
    /// <summary>The journal's name in the directory of its study.</summary>
    public const string FileName = "journal.jsonl";

    /// <summary>The name of the file whose holder may append.</summary>
    internal const string LockFileName = "lock";

    private const string ProcessesName = "processes";

    // The system measures the start of a process in hundredths of a second since the machine started.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(2);

    private readonly string _processes;
    private readonly string _path;
    private readonly JournalFile _file;
    private readonly FileStream _alive;

    private TrialJournal(string directory, StudyHeader header, StudyMode mode)
    {
        Directory = directory;
        _path = Path.Combine(directory, FileName);
        _processes = Path.Combine(directory, ProcessesName);
        System.IO.Directory.CreateDirectory(_processes);
        _file = new JournalFile(_path, Path.Combine(directory, LockFileName));
        try
        {
            using IDisposable turn = _file.Lock();
            Header = Begin(header, mode);
            _alive = ExclusiveFile.TryOpen(Path.Combine(_processes, Owner))!;
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The study's directory.</summary>
    public string Directory { get; }

    /// <summary>Opens a study.</summary>
    /// <param name="directory">The directory of the study, which is created if missing.</param>
    /// <param name="header">The header of the study; an existing study must have the same space.</param>
    /// <param name="mode">Whether the study must exist, or must not.</param>
    /// <exception cref="StudyException">
    /// The study exists or is missing against the mode, has another space, is damaged, or cannot be written.
    /// </exception>
    public static TrialJournal Open(string directory, StudyHeader header, StudyMode mode)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(header);
        CheckThere(directory, header.Name, mode);
        try
        {
            return new TrialJournal(directory, header, mode);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException and not StudyException)
        {
            throw new StudyException(
                $"The study '{header.Name}' cannot be written to '{directory}': {error.Message.TrimEnd('.')}; give "
                    + "another place, or make it writable.",
                error
            );
        }
    }

    /// <summary>
    /// Whether a process of this machine is running the study now. Process ids tell, so that nothing
    /// is locked: a machine that shares the directory does not count.
    /// </summary>
    /// <param name="directory">The directory of the study.</param>
    public static bool HasWriter(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var processes = new DirectoryInfo(Path.Combine(directory, ProcessesName));
        return processes.Exists && processes.EnumerateFiles().Any(IsAlive);
    }

    private protected override IDisposable Enter() => _file.Lock();

    private protected override IEnumerable<StudyEvent> ReadNew() => _file.ReadNew().Select(StudyLine.Event);

    private protected override void Append(StudyEvent happened, bool durable) =>
        _file.Append(StudyLine.Of(happened), durable);

    private protected override bool IsGone(string owner)
    {
        string path = Path.Combine(_processes, owner);
        if (!File.Exists(path))
            return true;
        if (ExclusiveFile.TryOpen(path) is not { } file)
            return false;
        file.Dispose();
        File.Delete(path);
        return true;
    }

    private protected override void Close()
    {
        _alive.Dispose();
        File.Delete(Path.Combine(_processes, Owner));
        _file.Dispose();
    }

    private protected override StudyException Damaged(FormatException error) => _file.Damaged(error);

    // Checked before anything is created, so that a mistyped name leaves nothing behind.
    private static void CheckThere(string directory, string name, StudyMode mode)
    {
        if (mode == StudyMode.Resume && !File.Exists(Path.Combine(directory, FileName)))
            throw new StudyException(
                $"There is no study '{name}' in '{directory}' to resume; check the name, or create it."
            );
    }

    // Process ids are reused: a process that started after the file is another one.
    private static bool IsAlive(FileInfo file)
    {
        if (
            !int.TryParse(
                file.Name.AsSpan(0, Math.Max(file.Name.IndexOf('-', StringComparison.Ordinal), 0)),
                CultureInfo.InvariantCulture,
                out int id
            )
        )
            return false;
        try
        {
            using var process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime() <= file.LastWriteTimeUtc + ClockSlack;
        }
        catch (Exception error)
            when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private StudyHeader Begin(StudyHeader header, StudyMode mode)
    {
        if (_file.ReadFirst() is not { } line)
        {
            _file.Append(StudyLine.Of(header), durable: true);
            return header;
        }
        if (mode == StudyMode.Create)
            throw new StudyException(
                $"The study '{header.Name}' is in '{Directory}' already; resume it, or give another name."
            );
        StudyHeader there = _file.Header(line);
        there.CheckSame(header);
        return there;
    }
}
