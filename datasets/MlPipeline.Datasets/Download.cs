using System.Net;
using System.Net.Http.Headers;

namespace MlPipeline.Datasets;

/// <summary>Downloads into a file that may hold the beginning already.</summary>
internal sealed class Download(TimeSpan stall, IProgress<FetchProgress>? progress) : IDisposable
{
    // What limits waiting is the stall, not the length of a download.
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _client.Dispose();

    /// <summary>Appends what <paramref name="part"/> lacks; what came before a connection broke stays there.</summary>
    /// <exception cref="HttpRequestException">The address does not serve the file, or stopped serving it.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task ToAsync(Uri address, string part, string name, CancellationToken cancellation)
    {
        long have = File.Exists(part) ? new FileInfo(part).Length : 0;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(stall);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (have > 0)
                request.Headers.Range = new RangeHeaderValue(have, null);
            using HttpResponseMessage response = await _client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token)
                .ConfigureAwait(false);
            if (have > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
                return; // all of it is there; the checksum decides
            response.EnsureSuccessStatusCode();
            // A server that knows no ranges answers with all of it.
            await CopyAsync(
                    response,
                    part,
                    name,
                    response.StatusCode == HttpStatusCode.PartialContent ? have : 0,
                    patience
                )
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"nothing came for {stall.TotalSeconds:0.#} seconds", error);
        }
    }

    private async Task CopyAsync(
        HttpResponseMessage response,
        string part,
        string name,
        long have,
        CancellationTokenSource patience
    )
    {
        long? total = response.Content.Headers.ContentLength + have;
        Stream source = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        var file = new FileStream(part, have > 0 ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        await using (source.ConfigureAwait(false))
        await using (file.ConfigureAwait(false))
        {
            var buffer = new byte[1 << 16];
            for (int read; (read = await ReadAsync(source, buffer, patience.Token).ConfigureAwait(false)) > 0; )
            {
                await file.WriteAsync(buffer.AsMemory(0, read), patience.Token).ConfigureAwait(false);
                patience.CancelAfter(stall);
                progress?.Report(new FetchProgress(name, have += read, total));
            }
            file.Flush(flushToDisk: true);
        }
    }

    // A connection that breaks is the address's fault, a file that cannot be written is not; both are IOExceptions in
    // .NET.
    private static async Task<int> ReadAsync(Stream source, Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new HttpRequestException(error.Message, error);
        }
    }
}
