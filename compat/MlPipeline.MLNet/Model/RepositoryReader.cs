using System.IO.Compression;
using Microsoft.ML.Model;

namespace Microsoft.ML;

/// <summary>Reads a model's zip file.</summary>
public sealed class RepositoryReader : Repository, IDisposable
{
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="InvalidDataException">The stream is no zip file, or a damaged one.</exception>
    internal RepositoryReader(Stream stream)
    {
        _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        ArchiveLimits.Check(_archive, stream.CanSeek ? stream.Length : long.MaxValue / ArchiveLimits.MostRatio);
        foreach (ZipArchiveEntry entry in _archive.Entries)
            if (!_entries.TryAdd(Normal(entry.FullName), entry))
                throw new InvalidDataException($"The zip has two entries '{Normal(entry.FullName)}'.");
    }

    /// <summary>Opens an entry.</summary>
    /// <exception cref="FormatException">There is none of that name.</exception>
    public Entry OpenEntry(string? dir, string name) =>
        OpenEntryOrNull(dir, name) ?? throw new FormatException($"The zip has no entry '{NameOf(dir, name)}'.");

    /// <summary>Opens an entry, if there is one of that name.</summary>
    public Entry? OpenEntryOrNull(string? dir, string name)
    {
        if (!_entries.TryGetValue(NameOf(dir, name), out ZipArchiveEntry? found)) return null;
        byte[] content = Inflate(found);
        if (Crc32.Of(content) != found.Crc32)
            throw new InvalidDataException($"The content of the entry '{NameOf(dir, name)}' does not have the checksum that the zip says.");
        return new Entry(found.FullName, new MemoryStream(content, 0, content.Length, writable: false, publiclyVisible: true));
    }

    // As long as it says, neither shorter nor longer; the limits on what it may say have been checked.
    private static byte[] Inflate(ZipArchiveEntry entry)
    {
        var content = new byte[entry.Length];
        using Stream stream = entry.Open();
        int read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        if (read < content.Length || stream.ReadByte() >= 0)
            throw new InvalidDataException($"The entry '{entry.FullName}' is {(read < content.Length ? "shorter" : "longer")} than the {content.Length} bytes that the zip says.");
        return content;
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();
}
