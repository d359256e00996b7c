using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MlPipeline.Datasets.Images;

/// <summary>
/// Reads PNG files (ISO/IEC 15948) of every colour type and bit depth as gray images, and writes gray ones. Colours become
/// luma (ITU-R BT.601); transparent pixels lie on white.
/// </summary>
public static class PngFile
{
    private const int MaxSide = 16_384;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads an image.</summary>
    /// <exception cref="DatasetException">The file is missing, is no PNG, or is damaged.</exception>
    public static GrayImage ReadGray(string path)
    {
        if (!File.Exists(path)) throw new DatasetException($"There is no file '{path}'; check the path.");
        byte[] bytes = File.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith(Signature)) throw new DatasetException($"'{path}' is no PNG image: it {LooksLike(bytes)}; convert it to PNG.");
        try
        {
            (PngHeader header, byte[] palette, byte[] transparency, byte[] data) = ReadChunks(bytes);
            return PngPixels.Decode(header, palette, transparency, data);
        }
        catch (Exception error) when (error is InvalidDataException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            throw new DatasetException($"'{path}' is a damaged PNG image: {error.Message.TrimEnd('.')}; save it again.", error);
        }
    }

    /// <summary>Writes an image, 8 bits gray; the file is complete or is not there.</summary>
    public static void WriteGray(string path, GrayImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < image.Height; y++)
            {
                deflate.WriteByte(0);
                deflate.Write(image.Pixels, y * image.Width, image.Width);
            }
        }
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = 8;
        WholeFile.Write(path, file =>
        {
            file.Write(Signature);
            WriteChunk(file, "IHDR"u8, header);
            WriteChunk(file, "IDAT"u8, data.ToArray());
            WriteChunk(file, "IEND"u8, []);
        });
    }

    private static (PngHeader Header, byte[] Palette, byte[] Transparency, byte[] Data) ReadChunks(byte[] bytes)
    {
        PngHeader? header = null;
        byte[] palette = [], transparency = [];
        using var data = new MemoryStream();
        for (int at = Signature.Length; ;)
        {
            if (bytes.Length - at < 12) throw new InvalidDataException("it ends before its last chunk");
            int length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            if (length < 0 || length > bytes.Length - at - 12) throw new InvalidDataException($"a chunk at byte {at} goes beyond the end of the file");
            ReadOnlySpan<byte> typed = bytes.AsSpan(at + 4, length + 4), content = typed[4..];
            if (Crc32(typed) != BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 8 + length))) throw new InvalidDataException($"the checksum of the chunk at byte {at} is wrong");
            switch (Encoding.ASCII.GetString(typed[..4]))
            {
                case "IHDR": header = PngHeader.Read(content, MaxSide); break;
                case "PLTE": palette = content.ToArray(); break;
                case "tRNS": transparency = content.ToArray(); break;
                case "IDAT": data.Write(content); break;
                case "IEND": return (header ?? throw new InvalidDataException("it has no header"), palette, transparency, data.ToArray());
            }
            at += 12 + length;
        }
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, content.Length);
        file.Write(word);
        byte[] typed = [.. type, .. content];
        file.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc32(typed));
        file.Write(word);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
        }
        return ~crc;
    }

    private static string LooksLike(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) ? "looks like a JPEG"
        : bytes.StartsWith("GIF8"u8) ? "looks like a GIF"
        : bytes.StartsWith("BM"u8) ? "looks like a BMP"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "looks like a gzip file"
        : bytes.Length == 0 ? "is empty"
        : "does not begin as one";
}
