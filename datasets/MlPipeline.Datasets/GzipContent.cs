using System.IO.Compression;
using System.Security.Cryptography;

namespace MlPipeline.Datasets;

/// <summary>
/// Compares what is inside a gzip: mirrors pack the same content differently, so the packed bytes say nothing.
/// </summary>
internal static class GzipContent
{
    public static async Task<bool> IsAsync(string path, DatasetFile file, CancellationToken cancellation)
    {
        FileStream packed = File.OpenRead(path);
        await using (packed.ConfigureAwait(false))
        {
            var content = new GZipStream(packed, CompressionMode.Decompress);
            await using (content.ConfigureAwait(false))
                return await IsAsync(content, file, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<bool> IsAsync(Stream content, DatasetFile file, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        long length = 0;
        try
        {
            for (int read; (read = await content.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0; )
            {
                // A gzip can unpack to a thousand times its size: no further than what is expected.
                if ((length += read) > file.Bytes)
                    return false;
                hash.AppendData(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return false; // no gzip, or a damaged one
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset()) == file.Sha256;
    }
}
