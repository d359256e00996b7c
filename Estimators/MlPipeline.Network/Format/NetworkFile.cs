using System.Security.Cryptography;
using System.Text;

namespace MlPipeline.Network.Format;

/// <summary>
/// A network in a file: "MLPN", the version of this frame, the length of what follows and its SHA-256, then the network
/// as
/// <see cref="NetworkFormat"/> writes it; all integers little-endian. The first released version had no frame: those
/// files begin with the format's own version, and are read as well.
/// </summary>
internal static class NetworkFile
{
    private const int Marker = 'M' | 'L' << 8 | 'P' << 16 | 'N' << 24;
    private const int Version = 2;

    public static void Write(BinaryWriter writer, FeedForwardNetwork network)
    {
        using var content = new MemoryStream();
        using (var inner = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
            NetworkFormat.Write(inner, network);
        ReadOnlySpan<byte> bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        writer.Write(Marker);
        writer.Write(Version);
        writer.Write(content.Length);
        writer.Write(SHA256.HashData(bytes));
        writer.Write(bytes);
    }

    public static FeedForwardNetwork Read(BinaryReader reader)
    {
        if (reader.ReadInt32() != Marker)
        {
            reader.BaseStream.Seek(-sizeof(int), SeekOrigin.Current);
            return NetworkFormat.Read(reader);
        }
        int version = reader.ReadInt32();
        if (version != Version)
            throw new FormatException(
                $"The network's file has version {version}; this program reads up to version {Version}."
            );
        long length = reader.ReadInt64();
        long left = reader.BaseStream.Length - reader.BaseStream.Position - SHA256.HashSizeInBytes;
        if (length < 0 || length > Math.Min(left, Array.MaxLength))
            throw new FormatException(
                $"The network's file is damaged: it says that {length} bytes follow, and {Math.Max(0, left)} do."
            );
        byte[] checksum = reader.ReadBytes(SHA256.HashSizeInBytes);
        byte[] bytes = reader.ReadBytes((int)length);
        if (!SHA256.HashData(bytes).AsSpan().SequenceEqual(checksum))
            throw new FormatException("The network's file is damaged: its checksum is not that of its content.");
        using var inner = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        return NetworkFormat.Read(inner);
    }
}
