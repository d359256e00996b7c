namespace Microsoft.ML.Data;

/// <summary>Streams to load from, one after another.</summary>
public interface IMultiStreamSource
{
    /// <summary>How many.</summary>
    int Count { get; }

    /// <summary>The path of one, or null where it has none.</summary>
    string? GetPathOrNull(int index);

    /// <summary>Opens one.</summary>
    Stream Open(int index);

    /// <summary>Opens one as text.</summary>
    TextReader OpenTextReader(int index);
}

/// <summary>Files, named or by patterns with * and ?.</summary>
public sealed class MultiFileSource : IMultiStreamSource
{
    private readonly string[] _paths;

    /// <summary>These files; a pattern stands for all files it fits, in order of name.</summary>
    /// <exception cref="FileNotFoundException">A pattern fits no file.</exception>
    public MultiFileSource(params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        _paths = [.. paths.SelectMany(Expand)];
    }

    /// <inheritdoc/>
    public int Count => _paths.Length;

    /// <inheritdoc/>
    public string GetPathOrNull(int index) => _paths[index];

    /// <inheritdoc/>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public Stream Open(int index)
    {
        string path = _paths[index];
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"There is no file '{path}' (full path '{Path.GetFullPath(path)}').", path, e);
        }
    }

    /// <inheritdoc/>
    public TextReader OpenTextReader(int index) => new StreamReader(Open(index));

    private static IEnumerable<string> Expand(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string name = Path.GetFileName(path);
        if (!name.Contains('*', StringComparison.Ordinal) && !name.Contains('?', StringComparison.Ordinal)) return [path];
        string folder = Path.GetDirectoryName(path) is { Length: > 0 } given ? given : ".";
        string[] found = Directory.Exists(folder) ? Directory.GetFiles(folder, name) : [];
        if (found.Length == 0) throw new FileNotFoundException($"No file fits '{path}'.", path);
        Array.Sort(found, StringComparer.Ordinal);
        return found;
    }
}
