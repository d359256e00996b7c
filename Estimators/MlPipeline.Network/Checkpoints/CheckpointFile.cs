using System.Security.Cryptography;
using System.Text;
using MlPipeline.Foundation;

namespace MlPipeline.Network.Checkpoints;

/// <summary>
/// A file that is whole or not there: eight letters, a version, the content, and the SHA-256 of all before it.
/// </summary>
internal static class CheckpointFile
{
    private const int Version = 1;
    private static ReadOnlySpan<byte> Magic => "MLPCKPT\n"u8;

    /// <exception cref="FileWriteException">The file cannot be written; what was there before still is.</exception>
    public static void Write(string path, Action<BinaryWriter> write) =>
        AtomicFile.Write(path, file => WriteContent(file, write));

    /// <summary>Reads what <see cref="Write"/> wrote, once its checksum is found right.</summary>
    /// <exception cref="CheckpointException">
    /// There is no such file, or it is damaged, or none of this kind or version.
    /// </exception>
    public static void Read(string path, Action<BinaryReader> read)
    {
        if (!File.Exists(path))
            throw new CheckpointException(
                $"There is no checkpoint '{path}' to resume; check the path, or train without resuming."
            );
        try
        {
            using FileStream file = File.OpenRead(path);
            using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
            if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
                throw new CheckpointException(
                    $"'{path}' is no checkpoint; give a file that a training wrote, or train without resuming."
                );
            int version = reader.ReadInt32();
            if (version != Version)
                throw new CheckpointException(
                    $"The checkpoint '{path}' has version {version}, and this program reads version {Version}; train "
                        + "without resuming."
                );
            CheckSum(file, path);
            file.Position = Magic.Length + sizeof(int);
            read(reader);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"The checkpoint '{path}' cannot be read: {error.Message.TrimEnd('.')}; train without resuming.",
                error
            );
        }
    }

    private static void WriteContent(Stream file, Action<BinaryWriter> write)
    {
        using var hash = SHA256.Create();
        using (var hashing = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new BinaryWriter(hashing))
        {
            writer.Write(Magic);
            writer.Write(Version);
            write(writer);
        }
        file.Write(hash.Hash);
    }

    private static void CheckSum(FileStream file, string path)
    {
        file.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        long left = file.Length - SHA256.HashSizeInBytes;
        while (left > 0 && file.Read(buffer, 0, (int)Math.Min(buffer.Length, left)) is var count and > 0)
        {
            hash.AppendData(buffer, 0, count);
            left -= count;
        }
        Span<byte> stored = stackalloc byte[SHA256.HashSizeInBytes];
        if (
            left != 0
            || file.ReadAtLeast(stored, stored.Length, throwOnEndOfStream: false) < stored.Length
            || !stored.SequenceEqual(hash.GetHashAndReset())
        )
            throw new CheckpointException(
                $"The checkpoint '{path}' is damaged: its checksum is wrong; train without resuming."
            );
    }
}
