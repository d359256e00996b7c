using System.IO.Compression;
using System.Security.Cryptography;

namespace MlPipeline.Datasets.Tests;

/// <summary>Downloads from servers and into places that do not behave.</summary>
public sealed class FetcherLimitsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("fetch-").FullName;
    private readonly FileServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_given_up_and_the_part_stays()
    {
        byte[] packed = Gzip(RandomNumberGenerator.GetBytes(5000));
        _server.Files["/f.gz"] = packed;
        _server.SilentAfter["/f.gz"] = 1000;
        var error = await Assert.ThrowsAsync<DatasetException>(() =>
            DatasetFetcher.FetchAsync(
                Manifest(new DatasetFile("f.gz", "")),
                _directory,
                TimeSpan.FromSeconds(3),
                progress: null,
                default
            )
        );
        Assert.Contains("nothing came for 3 seconds", error.Message, StringComparison.Ordinal);
        Assert.Equal(packed[..1000], await File.ReadAllBytesAsync(Path.Combine(_directory, "f.gz.part")));
    }

    [Fact]
    public async Task Content_is_not_unpacked_beyond_its_length()
    {
        byte[] zeros = new byte[10_000_000];
        _server.Files["/f.gz"] = Gzip(zeros);
        var file = new DatasetFile("f.gz", Convert.ToHexStringLower(SHA256.HashData(zeros)), Bytes: 1000);
        var error = await Assert.ThrowsAsync<DatasetException>(() =>
            DatasetFetcher.FetchAsync(Manifest(file), _directory)
        );
        Assert.Contains("gave other content", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_named()
    {
        string file = Path.Combine(_directory, "a file");
        await File.WriteAllTextAsync(file, "");
        string nowhere = Path.Combine(file, "mnist");
        var error = await Assert.ThrowsAsync<DatasetException>(() =>
            DatasetFetcher.FetchAsync(Manifest(new DatasetFile("f.gz", "")), nowhere)
        );
        Assert.StartsWith($"'{nowhere}' cannot take the files of 'test': ", error.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }

    private DatasetManifest Manifest(DatasetFile file) =>
        new("test", "", "", "", [], [_server.Address], new Dictionary<string, DatasetFile> { ["file"] = file });
}
