namespace MlPipeline.Datasets;

/// <summary>How far a download is.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Bytes">Bytes there.</param>
/// <param name="TotalBytes">Bytes in all, where the server says.</param>
public readonly record struct FetchProgress(string File, long Bytes, long? TotalBytes);

/// <summary>
/// Fetches the files of a data set. A file takes its name only when its content has the SHA-256 of the manifest; until
/// then it is NAME.part, from which an interrupted download goes on.
/// </summary>
public static class DatasetFetcher
{
    // Seconds without a byte after which an address is given up.
    private const int DefaultStallSeconds = 60;

    /// <summary>Fetches what is not there yet.</summary>
    /// <param name="manifest">The data set.</param>
    /// <param name="directory">Where its files go; made if it is not there.</param>
    /// <param name="progress">Receives progress, on the thread that downloads.</param>
    /// <param name="cancellation">Stops it; the part that is there stays.</param>
    /// <exception cref="DatasetException">
    /// No address serves a file, its content is not what it should be, or the directory cannot be written.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Task FetchAsync(
        DatasetManifest manifest,
        string directory,
        IProgress<FetchProgress>? progress = null,
        CancellationToken cancellation = default
    ) => FetchAsync(manifest, directory, TimeSpan.FromSeconds(DefaultStallSeconds), progress, cancellation);

    internal static async Task FetchAsync(
        DatasetManifest manifest,
        string directory,
        TimeSpan stall,
        IProgress<FetchProgress>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        try
        {
            Directory.CreateDirectory(directory);
            using var download = new Download(stall, progress);
            foreach (DatasetFile file in manifest.Files.Values)
            {
                string target = Path.Combine(directory, file.Name);
                if (File.Exists(target) && await GzipContent.IsAsync(target, file, cancellation).ConfigureAwait(false))
                    continue;
                await FetchFileAsync(download, manifest, file, target, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException and not DatasetException)
        {
            throw new DatasetException(
                $"'{directory}' cannot take the files of '{manifest.Name}': {error.Message.TrimEnd('.')}; make room "
                    + "or make it writable.",
                error
            );
        }
    }

    private static async Task FetchFileAsync(
        Download download,
        DatasetManifest manifest,
        DatasetFile file,
        string target,
        CancellationToken cancellation
    )
    {
        string part = target + ".part";
        List<string> problems = [];
        foreach (string address in manifest.Addresses)
        {
            try
            {
                if (
                    await FetchFromAsync(download, new Uri(address + file.Name), file, part, cancellation)
                        .ConfigureAwait(false)
                )
                {
                    File.Move(part, target, overwrite: true);
                    return;
                }
                problems.Add($"{address} gave other content than SHA-256 {file.Sha256}");
            }
            catch (HttpRequestException error)
            {
                problems.Add($"{address}: {error.Message.TrimEnd('.')}");
            }
        }
        throw new DatasetException(
            $"'{file.Name}' of '{manifest.Name}' could not be fetched ({string.Join("; ", problems)}); try again "
                + $"later, or put the file into '{Path.GetDirectoryName(target)}'."
        );
    }

    private static async Task<bool> FetchFromAsync(
        Download download,
        Uri address,
        DatasetFile file,
        string part,
        CancellationToken cancellation
    )
    {
        bool resumed = File.Exists(part);
        await download.ToAsync(address, part, file.Name, cancellation).ConfigureAwait(false);
        if (await GzipContent.IsAsync(part, file, cancellation).ConfigureAwait(false))
            return true;
        File.Delete(part);
        // The part may have come from a mirror that packs differently: two halves that fit no more. So once from the
        // start.
        return resumed && await FetchFromAsync(download, address, file, part, cancellation).ConfigureAwait(false);
    }
}
