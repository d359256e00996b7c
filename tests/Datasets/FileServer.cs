using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MlPipeline.Datasets.Tests;

/// <summary>
/// Serves files over HTTP from this process, ranges too, and can break off or fall silent within one.
/// </summary>
internal sealed class FileServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly CancellationTokenSource _closing = new();

    public FileServer()
    {
        (_listener, Address) = Listen();
        _ = Serve();
    }

    public string Address { get; }

    /// <summary>Content by path, as in "/a/f.gz".</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>What was asked for: the path, and the range or nothing, as in "/a/f.gz bytes=10-".</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Paths whose connection breaks after so many bytes.</summary>
    public ConcurrentDictionary<string, int> BreaksAfter { get; } = new();

    /// <summary>Paths that send so many bytes and then nothing, keeping the connection.</summary>
    public ConcurrentDictionary<string, int> SilentAfter { get; } = new();

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Close();
        _closing.Dispose();
    }

    private static (HttpListener Listener, string Address) Listen()
    {
        for (int attempt = 1; ; attempt++)
        {
            string address = $"http://localhost:{FreePort()}/";
            var listener = new HttpListener();
            listener.Prefixes.Add(address);
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Another process took the port in between.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        CancellationToken closing = _closing.Token;
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await Answer(await _listener.GetContextAsync(), closing);
            }
            catch (Exception error)
                when (error
                        is HttpListenerException
                            or ObjectDisposedException
                            or IOException
                            or OperationCanceledException
                )
            {
                // The client has gone, or the test is over.
            }
        }
    }

    private async Task Answer(HttpListenerContext context, CancellationToken closing)
    {
        string path = context.Request.RawUrl!;
        string? range = context.Request.Headers["Range"];
        Requests.Enqueue($"{path} {range}".TrimEnd());
        using HttpListenerResponse response = context.Response;
        int from = range == null ? 0 : int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
        if (!Files.TryGetValue(path, out byte[]? content) || from >= content.Length)
        {
            response.StatusCode = (int)(
                content == null ? HttpStatusCode.NotFound : HttpStatusCode.RequestedRangeNotSatisfiable
            );
            return;
        }
        response.StatusCode = (int)(range == null ? HttpStatusCode.OK : HttpStatusCode.PartialContent);
        response.ContentLength64 = content.Length - from;
        bool breaks = BreaksAfter.TryRemove(path, out int count);
        bool falls = !breaks && SilentAfter.TryRemove(path, out count);
        await response.OutputStream.WriteAsync(
            content.AsMemory(from, breaks || falls ? count : content.Length - from),
            closing
        );
        await response.OutputStream.FlushAsync(closing);
        if (falls)
            await Task.Delay(Timeout.Infinite, closing);
        if (breaks)
            response.Abort();
    }
}
