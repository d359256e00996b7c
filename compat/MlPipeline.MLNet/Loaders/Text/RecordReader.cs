namespace Microsoft.ML.Data;

/// <summary>Reads the lines of data of several files: without headers, comments (// and #@) and empty lines. Several cursors may share one.</summary>
internal sealed class RecordReader : IDisposable
{
    private const int BatchSize = 64;

    private readonly IMultiStreamSource _source;
    private readonly TextLoader.Options _options;
    private readonly FieldSplitter? _multiline;
    private readonly Lock _lock = new();
    private TextReader? _file;
    private int _fileIndex = -1;
    private long _line, _row, _batch = -1;
    private int _users;

    public RecordReader(IMultiStreamSource source, TextLoader.Options options, int users = 1)
    {
        (_source, _options, _users) = (source, options, users);
        _multiline = options is { AllowQuoting: true, ReadMultilines: true } ? new FieldSplitter(options) : null;
    }

    /// <summary>The field names in the header of the file being read, or null.</summary>
    public string? Header { get; private set; }

    /// <summary>Reads the next rows; false where there are none.</summary>
    public bool ReadBatch(List<TextRecord> records, out long batch)
    {
        records.Clear();
        lock (_lock)
        {
            while (records.Count < BatchSize && Read() is { } record) records.Add(record);
            batch = records.Count > 0 ? ++_batch : _batch;
        }
        return records.Count > 0;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (--_users > 0) return;
            _file?.Dispose();
            _file = null;
        }
    }

    private TextRecord? Read()
    {
        if (_row >= (_options.MaxRows ?? long.MaxValue)) return null;
        while (_file != null || OpenNext())
        {
            while (ReadLine() is { } line)
            {
                if (IsSkipped(line)) continue;
                long first = _line;
                return new TextRecord(_multiline == null ? line : ReadRest(line, _multiline), _fileIndex, first, _row++);
            }
            _file!.Dispose();
            _file = null;
        }
        return null;
    }

    private bool OpenNext()
    {
        if (_fileIndex + 1 >= _source.Count) return false;
        _file = _source.OpenTextReader(++_fileIndex);
        _line = 0;
        if (!_options.HasHeader) return true;
        string? header = ReadLine();
        while (header != null && IsSkipped(header)) header = ReadLine();
        Header ??= header;
        return true;
    }

    private static bool IsSkipped(string line) => line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith("#@", StringComparison.Ordinal);

    private string? ReadLine()
    {
        string? line = _file!.ReadLine();
        if (line != null) _line++;
        return line;
    }

    private string ReadRest(string text, FieldSplitter splitter)
    {
        while (splitter.IsOpen(text))
        {
            if (ReadLine() is not { } next) break;
            text = $"{text}\n{next}";
        }
        return text;
    }
}
