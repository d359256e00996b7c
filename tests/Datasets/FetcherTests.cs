using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;

namespace MlPipeline.Datasets.Tests;

/// <summary>Downloads from a server in this process.</summary>
public sealed class FetcherTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("fetch-").FullName;
    private readonly byte[] _content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * i >> 7))];
    private readonly byte[] _packed;
    private readonly HttpListener _server = new();
    private readonly string _address;
    private readonly List<string?> _ranges = [];

    public FetcherTests()
    {
        using (var packed = new MemoryStream())
        {
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(_content);
            _packed = packed.ToArray();
        }
        _address = $"http://localhost:{FreePort()}/";
        _server.Prefixes.Add(_address);
        _server.Start();
        _ = Serve();
    }

    public void Dispose()
    {
        _server.Close();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_file_is_fetched_and_reported()
    {
        List<FetchProgress> reports = [];
        await DatasetFetcher.FetchAsync(Manifest(_content), _directory, new Recorder(reports));
        Assert.Equal(_packed, await File.ReadAllBytesAsync(Path.Combine(_directory, "f.gz")));
        Assert.Equal((long)_packed.Length, reports[^1].Bytes);
        Assert.Equal((long)_packed.Length, reports[^1].TotalBytes);
        await DatasetFetcher.FetchAsync(Manifest(_content), _directory);
        Assert.Single(_ranges); // there already: not asked for again
    }

    [Fact]
    public async Task An_interrupted_download_goes_on_where_it_stopped()
    {
        await File.WriteAllBytesAsync(Path.Combine(_directory, "f.gz.part"), _packed[..1000]);
        await DatasetFetcher.FetchAsync(Manifest(_content), _directory);
        Assert.Equal(["bytes=1000-"], _ranges);
        Assert.Equal(_packed, await File.ReadAllBytesAsync(Path.Combine(_directory, "f.gz")));
        Assert.False(File.Exists(Path.Combine(_directory, "f.gz.part")));
    }

    [Fact]
    public async Task Other_content_is_refused_and_removed()
    {
        var error = await Assert.ThrowsAsync<DatasetException>(() => DatasetFetcher.FetchAsync(Manifest([1, 2, 3]), _directory));
        Assert.Contains("gave other content than SHA-256", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public async Task The_next_address_is_tried()
    {
        await DatasetFetcher.FetchAsync(Manifest(_content, _address + "missing/"), _directory);
        Assert.True(File.Exists(Path.Combine(_directory, "f.gz")));
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private DatasetManifest Manifest(byte[] content, params string[] first) => new(
        "test", "", "", "", [], [.. first, _address],
        new Dictionary<string, DatasetFile> { ["file"] = new("f.gz", Convert.ToHexStringLower(SHA256.HashData(content))) });

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _server.GetContextAsync();
                using HttpListenerResponse response = context.Response;
                if (context.Request.RawUrl != "/f.gz")
                {
                    response.StatusCode = 404;
                    continue;
                }
                string? range = context.Request.Headers["Range"];
                _ranges.Add(range);
                byte[] body = range == null ? _packed : _packed[int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture)..];
                response.StatusCode = range == null ? 200 : 206;
                response.ContentLength64 = body.Length;
                await response.OutputStream.WriteAsync(body);
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private sealed class Recorder(List<FetchProgress> reports) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => reports.Add(value);
    }
}
