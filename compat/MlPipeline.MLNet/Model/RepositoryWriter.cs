using System.IO.Compression;

namespace Microsoft.ML;

/// <summary>Writes a model's zip file.</summary>
public sealed class RepositoryWriter : Repository, IDisposable
{
    private readonly ZipArchive _archive;

    private RepositoryWriter(Stream stream) => _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Begins a zip, with the version of ML.NET whose format it has.</summary>
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
            content.WriteTo(stream);
        });
    }

    /// <summary>Writes the zip's directory.</summary>
    public void Dispose() => _archive.Dispose();
}
