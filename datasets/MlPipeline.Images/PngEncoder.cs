using System.Buffers.Binary;
using System.IO.Compression;
using MlPipeline.Images.Png;

namespace MlPipeline.Images;

/// <summary>Writes PNG files of 8 bits a channel.</summary>
public static class PngEncoder
{
    /// <summary>Writes a gray picture.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="pixels">[height, width], row by row, 0 (black) to 255.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static void WriteGray(Stream stream, ReadOnlySpan<byte> pixels, int height, int width) => Write(stream, pixels, height, width, PngHeader.Gray, 1);

    /// <summary>Writes a picture with its alpha.</summary>
    public static void Write(Stream stream, RgbaImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Write(stream, image.Pixels, image.Height, image.Width, PngHeader.ColorAlpha, RgbaImage.Channels);
    }

    private static void Write(Stream stream, ReadOnlySpan<byte> pixels, int height, int width, byte colorType, int channels)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (pixels.Length != height * width * channels) throw new ArgumentException($"There are {pixels.Length} bytes of pixels; {height}x{width} pixels have {height * width * channels}.", nameof(pixels));
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < height; y++)
            {
                deflate.WriteByte(0);
                deflate.Write(pixels.Slice(y * width * channels, width * channels));
            }
        }
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, colorType);
        stream.Write(PngDecoder.Signature);
        WriteChunk(stream, "IHDR"u8, header);
        WriteChunk(stream, "IDAT"u8, data.ToArray());
        WriteChunk(stream, "IEND"u8, []);
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, content.Length);
        stream.Write(word);
        byte[] typed = [.. type, .. content];
        stream.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc32.Of(typed));
        stream.Write(word);
    }
}
