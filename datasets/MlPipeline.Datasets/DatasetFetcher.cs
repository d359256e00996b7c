using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace MlPipeline.Datasets;

/// <summary>How far a download is.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Bytes">Bytes there.</param>
/// <param name="TotalBytes">Bytes in all, where the server says.</param>
public readonly record struct FetchProgress(string File, long Bytes, long? TotalBytes);

/// <summary>Fetches the files of a data set into the cache. What was interrupted goes on where it stopped.</summary>
public static class DatasetFetcher
{
    /// <summary>Fetches what is not there yet.</summary>
    /// <param name="manifest">The data set.</param>
    /// <param name="directory">Where its files go.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops it; the part that is there stays.</param>
    /// <exception cref="DatasetException">No address serves a file, or its content is not what it should be.</exception>
    public static async Task FetchAsync(DatasetManifest manifest, string directory, IProgress<FetchProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        Directory.CreateDirectory(directory);
        using var client = new HttpClient();
        foreach (DatasetFile file in manifest.Files.Values)
        {
            string target = Path.Combine(directory, file.Name);
            if (File.Exists(target) && await Matches(target, file.Sha256, cancellation).ConfigureAwait(false)) continue;
            await FetchFile(client, manifest, file, target, progress, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task FetchFile(HttpClient client, DatasetManifest manifest, DatasetFile file, string target, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        string part = target + ".part";
        List<string> problems = [];
        foreach (string address in manifest.Addresses)
        {
            try
            {
                if (await DownloadWhole(client, new Uri(address + file.Name), part, file, progress, cancellation).ConfigureAwait(false))
                {
                    File.Move(part, target, overwrite: true);
                    return;
                }
                problems.Add($"{address} gave other content than SHA-256 {file.Sha256}");
            }
            catch (Exception error) when (error is HttpRequestException or IOException || (error is TaskCanceledException && !cancellation.IsCancellationRequested)) // the last: no answer in time
            {
                problems.Add($"{address}: {error.Message.TrimEnd('.')}");
            }
        }
        throw new DatasetException($"'{file.Name}' of '{manifest.Name}' could not be fetched ({string.Join("; ", problems)}); try again later, or put the file into '{Path.GetDirectoryName(target)}'.");
    }

    // What is there may come from an address that packs the content differently: then once more from the beginning.
    private static async Task<bool> DownloadWhole(HttpClient client, Uri address, string part, DatasetFile file, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        for (bool resumes = File.Exists(part); ; resumes = false)
        {
            await Download(client, address, part, file.Name, progress, cancellation).ConfigureAwait(false);
            if (await Matches(part, file.Sha256, cancellation).ConfigureAwait(false)) return true;
            File.Delete(part);
            if (!resumes) return false;
        }
    }

    private static async Task Download(HttpClient client, Uri address, string part, string name, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        long have = File.Exists(part) ? new FileInfo(part).Length : 0;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (have > 0) request.Headers.Range = new RangeHeaderValue(have, null);
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) return; // all of it is there; the checksum decides
        response.EnsureSuccessStatusCode();
        bool resumed = response.StatusCode == HttpStatusCode.PartialContent;
        if (!resumed) have = 0;
        long? total = response.Content.Headers.ContentLength + have;
        Stream source = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var file = new FileStream(part, resumed ? FileMode.Append : FileMode.Create, FileAccess.Write);
        await using (source.ConfigureAwait(false))
        await using (file.ConfigureAwait(false))
        {
            var buffer = new byte[1 << 16];
            for (int read; (read = await source.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
            {
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
                progress?.Report(new FetchProgress(name, have += read, total));
            }
        }
    }

    // Of what is inside the gzip: mirrors pack the same content differently.
    private static async Task<bool> Matches(string path, string sha256, CancellationToken cancellation)
    {
        try
        {
            FileStream file = File.OpenRead(path);
            await using (file.ConfigureAwait(false))
            {
                var content = new GZipStream(file, CompressionMode.Decompress);
                await using (content.ConfigureAwait(false))
                    return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation).ConfigureAwait(false)) == sha256;
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
