using System.IO.Compression;
using System.Security.Cryptography;

namespace MlPipeline.Datasets.Tests;

/// <summary>Downloads from a server in this process.</summary>
public sealed class FetcherTests : IDisposable
{
    private const int Begun = 1000;

    private static readonly byte[] Content = Noise(50_000);
    private static readonly byte[] Packed = Gzip(Content, CompressionLevel.Fastest);

    private readonly string _directory = Directory.CreateTempSubdirectory("fetch-").FullName;
    private readonly FileServer _server = new();
    private readonly string _target;
    private readonly string _part;

    public FetcherTests()
    {
        _target = Path.Combine(_directory, "f.gz");
        _part = Path.Combine(_directory, "f.gz.part");
        _server.Files["/a/f.gz"] = Packed;
    }

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_file_is_fetched_and_reported()
    {
        Recorder reports = new();
        await Fetch(["a/"], reports);
        Assert.Equal(Packed, await File.ReadAllBytesAsync(_target));
        Assert.Equal(new FetchProgress("f.gz", Packed.Length, Packed.Length), reports.All[^1]);
        Assert.Equal(reports.All.OrderBy(report => report.Bytes), reports.All);
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_asked_for_again()
    {
        // As another mirror would have packed it.
        await File.WriteAllBytesAsync(_target, Gzip(Content, CompressionLevel.NoCompression));
        await Fetch(["a/"]);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_damaged_file_that_is_there_is_replaced()
    {
        await File.WriteAllBytesAsync(_target, Packed[..Begun]);
        await Fetch(["a/"]);
        Assert.Equal(Packed, await File.ReadAllBytesAsync(_target));
    }

    [Fact]
    public async Task An_interrupted_download_goes_on_where_it_stopped()
    {
        await File.WriteAllBytesAsync(_part, Packed[..Begun]);
        Recorder reports = new();
        await Fetch(["a/"], reports);
        Assert.Equal(["/a/f.gz bytes=1000-"], _server.Requests);
        Assert.Equal(Packed.Length, reports.All[^1].TotalBytes);
        await OnlyTheFileIsThere();
    }

    [Fact]
    public async Task A_part_that_is_complete_is_taken()
    {
        await File.WriteAllBytesAsync(_part, Packed);
        await Fetch(["a/"]);
        Assert.Equal([$"/a/f.gz bytes={Packed.Length}-"], _server.Requests);
        await OnlyTheFileIsThere();
    }

    [Fact]
    public async Task A_part_of_another_packing_is_fetched_from_the_beginning()
    {
        await File.WriteAllBytesAsync(_part, Gzip(Content, CompressionLevel.NoCompression)[..Begun]);
        await Fetch(["a/"]);
        Assert.Equal(["/a/f.gz bytes=1000-", "/a/f.gz"], _server.Requests);
        await OnlyTheFileIsThere();
    }

    [Fact]
    public async Task Other_content_is_refused_and_removed()
    {
        _server.Files["/a/f.gz"] = Gzip([1, 2, 3], CompressionLevel.Fastest);
        _server.Files["/b/f.gz"] = [.. "<html>Welcome to the hotel's network</html>"u8];
        var error = await Assert.ThrowsAsync<DatasetException>(() => Fetch(["a/", "b/"]));
        string sha = Convert.ToHexStringLower(SHA256.HashData(Content));
        Assert.Equal(
            $"'f.gz' of 'test' could not be fetched ({_server.Address}a/ gave other content than SHA-256 {sha}; "
                + $"{_server.Address}b/ gave other content than SHA-256 {sha}); "
                + $"try again later, or put the file into '{_directory}'.",
            error.Message
        );
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public async Task The_next_address_is_tried_after_no_file_or_other_content()
    {
        _server.Files["/other/f.gz"] = Gzip([1, 2, 3], CompressionLevel.Fastest);
        await Fetch(["missing/", "other/", "a/"]);
        Assert.Equal(["/missing/f.gz", "/other/f.gz", "/a/f.gz"], _server.Requests);
        await OnlyTheFileIsThere();
    }

    [Fact]
    public async Task After_a_broken_connection_the_next_address_goes_on()
    {
        _server.Files["/broken/f.gz"] = Packed;
        _server.BreaksAfter["/broken/f.gz"] = Begun;
        await Fetch(["broken/", "a/"]);
        // How much arrived before the break is the network's affair.
        Assert.Equal(["/broken/f.gz", "/a/f.gz"], _server.Requests.Select(request => request.Split(' ')[0]));
        await OnlyTheFileIsThere();
    }

    [Fact]
    public async Task No_address_that_answers_is_said_with_the_reasons()
    {
        var error = await Assert.ThrowsAsync<DatasetException>(() => Fetch(["missing/"]));
        Assert.StartsWith(
            $"'f.gz' of 'test' could not be fetched ({_server.Address}missing/: ",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("404", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_keeps_what_is_there_and_the_next_fetch_goes_on()
    {
        _server.SilentAfter["/a/f.gz"] = Begun;
        using var source = new CancellationTokenSource();
        Recorder untilSilent = new(report =>
        {
            if (report.Bytes == Begun)
                source.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Fetch(["a/", "b/"], untilSilent, source.Token));
        Assert.False(File.Exists(_target));
        Assert.Equal(Packed[..Begun], await File.ReadAllBytesAsync(_part));

        using var server = new FileServer(); // the first still waits for its client
        server.Files["/f.gz"] = Packed;
        await DatasetFetcher.FetchAsync(Manifest([server.Address]), _directory);
        Assert.Equal(["/f.gz bytes=1000-"], server.Requests);
        await OnlyTheFileIsThere();
    }

    private static byte[] Noise(int count)
    {
        var bytes = new byte[count];
        new Random(5).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Gzip(byte[] content, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }

    private static DatasetManifest Manifest(IReadOnlyList<string> addresses) =>
        new(
            "test",
            "",
            "",
            "",
            [],
            addresses,
            new Dictionary<string, DatasetFile>
            {
                ["file"] = new("f.gz", Convert.ToHexStringLower(SHA256.HashData(Content))),
            }
        );

    private Task Fetch(string[] folders, Recorder? progress = null, CancellationToken cancellation = default) =>
        DatasetFetcher.FetchAsync(
            Manifest([.. folders.Select(folder => _server.Address + folder)]),
            _directory,
            progress,
            cancellation
        );

    private async Task OnlyTheFileIsThere()
    {
        Assert.Equal([_target], Directory.GetFiles(_directory));
        Assert.Equal(Packed, await File.ReadAllBytesAsync(_target));
    }

    private sealed class Recorder(Action<FetchProgress>? then = null) : IProgress<FetchProgress>
    {
        public List<FetchProgress> All { get; } = [];

        public void Report(FetchProgress value)
        {
            All.Add(value);
            then?.Invoke(value);
        }
    }
}
