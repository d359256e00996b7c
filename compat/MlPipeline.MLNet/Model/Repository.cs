using System.IO.Compression;

namespace Microsoft.ML;

/// <summary>The entries of a model's zip file.</summary>
public abstract class Repository
{
    private protected Repository()
    {
    }

    private protected static string NameOf(string? dir, string name) => string.IsNullOrEmpty(dir) ? name : $"{dir.Replace('\\', '/')}/{name}";

    /// <summary>One entry, open.</summary>
    public sealed class Entry : IDisposable
    {
        private readonly Action<byte[]>? _onDispose;

        internal Entry(string path, MemoryStream stream, Action<byte[]>? onDispose = null) => (Path, Stream, _onDispose) = (path, stream, onDispose);

        /// <summary>Its name in the zip.</summary>
        public string Path { get; }

        /// <summary>Its content.</summary>
        public Stream Stream { get; }

        /// <summary>Closes it; a new entry enters the zip now.</summary>
        public void Dispose() => _onDispose?.Invoke(((MemoryStream)Stream).ToArray());
    }
}

/// <summary>Writes a model's zip file.</summary>
public sealed class RepositoryWriter : Repository, IDisposable
{
    private readonly ZipArchive _archive;

    private RepositoryWriter(Stream stream) => _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);

    internal static RepositoryWriter CreateNew(Stream stream)
    {
        var writer = new RepositoryWriter(stream);
        using Entry version = writer.CreateEntry("TrainingInfo", "Version.txt");
        version.Stream.Write("5.0.0\n"u8);
        return writer;
    }

    /// <summary>Opens a new entry, which enters the zip when it is closed.</summary>
    public Entry CreateEntry(string? dir, string name)
    {
        string path = NameOf(dir, name);
        return new Entry(path, new MemoryStream(), content =>
        {
            using Stream stream = _archive.CreateEntry(path, CompressionLevel.Optimal).Open();
            stream.Write(content);
        });
    }

    /// <summary>Writes the zip's directory.</summary>
    public void Dispose() => _archive.Dispose();
}

/// <summary>Reads a model's zip file.</summary>
public sealed class RepositoryReader : Repository, IDisposable
{
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;

    internal RepositoryReader(Stream stream)
    {
        _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        _entries = _archive.Entries.ToDictionary(entry => entry.FullName.Replace('\\', '/'), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Opens an entry.</summary>
    public Entry OpenEntry(string? dir, string name) =>
        OpenEntryOrNull(dir, name) ?? throw new FormatException($"Corrupt model: the entry '{NameOf(dir, name)}' is missing.");

    /// <summary>Opens an entry, if there is one of that name.</summary>
    public Entry? OpenEntryOrNull(string? dir, string name)
    {
        if (!_entries.TryGetValue(NameOf(dir, name), out ZipArchiveEntry? found)) return null;
        var content = new MemoryStream();
        using (Stream stream = found.Open()) stream.CopyTo(content);
        content.Position = 0;
        return new Entry(found.FullName, content);
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();
}
