using System.Globalization;
using System.Text;

namespace MlPipeline.AutoTune.Storage;

/// <summary>
/// A file of lines that several processes append to, each under a lock. An incomplete line of a killed process is not
/// read, and the next writer removes it.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private const int Chunk = 1 << 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _path;
    private readonly string? _lockPath;
    private readonly FileStream _file;
    private readonly byte[] _buffer = new byte[Chunk];
    private long _read;

    public JournalFile(string path, string lockPath)
    {
        _path = path;
        _lockPath = lockPath;
        _file = new FileStream(
            path,
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0
        );
    }

    private JournalFile(string path)
    {
        _path = path;
        _file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0
        );
    }

    /// <summary>Opens an existing file for reading only, without a lock.</summary>
    public static JournalFile OpenToRead(string path) => new(path);

    /// <summary>Lines read or written so far.</summary>
    public int Lines { get; private set; }

    /// <summary>Prevents other processes from writing until disposed or until this process ends.</summary>
    /// <exception cref="StudyException">Another process has kept it for half a minute.</exception>
    public IDisposable Lock()
    {
        string path = _lockPath ?? throw new InvalidOperationException($"'{_path}' was opened to be read only.");
        for (long begin = Environment.TickCount64; ; Thread.Sleep(1))
        {
            if (ExclusiveFile.TryOpen(path) is { } turn)
                return turn;
            if (Environment.TickCount64 - begin > Patience.TotalMilliseconds)
                throw new StudyException(
                    $"'{path}' has been locked by another process for {Patience.TotalSeconds} seconds; end that "
                        + "process."
                );
        }
    }

    /// <summary>Reads the first line; null if there is none. <see cref="ReadNew"/> continues after it.</summary>
    public string? ReadFirst() => ReadLines(most: 1).FirstOrDefault();

    /// <summary>Reads the lines that were not read yet.</summary>
    public List<string> ReadNew() => ReadLines(int.MaxValue);

    /// <summary>Appends a line; call it with the lock, after <see cref="ReadNew"/>.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="durable">Whether it is on the disk when this returns, with all lines before.</param>
    public void Append(string line, bool durable)
    {
        try
        {
            if (_file.Length > _read)
                _file.SetLength(_read);
            _file.Position = _read;
            byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
            _file.Write(bytes);
            if (durable)
                _file.Flush(flushToDisk: true);
            _read += bytes.Length;
            Lines++;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StudyException(
                $"'{_path}' cannot be written: {error.Message.TrimEnd('.')}; make room or make it writable, then "
                    + "resume the study.",
                error
            );
        }
    }

    /// <summary>Reads the header of the study from the first line.</summary>
    /// <exception cref="StudyException">The line is not a header.</exception>
    public StudyHeader Header(string line)
    {
        try
        {
            return StudyLine.Header(line);
        }
        catch (FormatException error)
        {
            throw new StudyException(
                $"'{_path}' is no journal of a study: {error.Message}; give another name or place.",
                error
            );
        }
    }

    /// <summary>Creates the exception for a damaged line.</summary>
    public StudyException Damaged(FormatException error) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"'{_path}' is damaged, within its first {Lines} lines: {error.Message.TrimEnd('.')}; restore it, or "
                    + $"give the study another name."
            ),
            error
        );

    public void Dispose() => _file.Dispose();

    private List<string> ReadLines(int most)
    {
        List<string> lines = [];
        using var pending = new MemoryStream();
        _file.Position = _read;
        for (int count; (count = _file.Read(_buffer)) > 0; )
        {
            ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, count);
            for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
            {
                pending.Write(bytes[..end]);
                lines.Add(Encoding.UTF8.GetString(pending.GetBuffer(), 0, (int)pending.Length));
                _read += pending.Length + 1;
                pending.SetLength(0);
                Lines++;
                if (lines.Count == most)
                    return lines;
            }
            pending.Write(bytes);
        }
        return lines;
    }
}
