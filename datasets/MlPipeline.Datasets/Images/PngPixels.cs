using System.Buffers.Binary;
using System.IO.Compression;

namespace MlPipeline.Datasets.Images;

/// <summary>The header of a PNG image.</summary>
internal sealed record PngHeader(int Width, int Height, int BitDepth, int ColorType, bool Interlaced)
{
    public const int Gray = 0, Color = 2, Palette = 3, GrayAlpha = 4, ColorAlpha = 6;

    public int Channels => ColorType switch { Gray or Palette => 1, GrayAlpha => 2, Color => 3, _ => 4 };

    public int BitsPerPixel => Channels * BitDepth;

    public static PngHeader Read(ReadOnlySpan<byte> content, int maxSide)
    {
        if (content.Length != 13) throw new InvalidDataException("its header has the wrong length");
        int width = BinaryPrimitives.ReadInt32BigEndian(content), height = BinaryPrimitives.ReadInt32BigEndian(content[4..]);
        if (width < 1 || height < 1 || width > maxSide || height > maxSide) throw new InvalidDataException($"it is {width}x{height} pixels, 1x1 to {maxSide}x{maxSide} can be read");
        (int depth, int type) = (content[8], content[9]);
        bool valid = type switch
        {
            Gray => depth is 1 or 2 or 4 or 8 or 16,
            Palette => depth is 1 or 2 or 4 or 8,
            Color or GrayAlpha or ColorAlpha => depth is 8 or 16,
            _ => false,
        };
        if (!valid || content[10] != 0 || content[11] != 0 || content[12] > 1) throw new InvalidDataException($"it has colour type {type} with {depth} bits, which PNG does not have");
        return new PngHeader(width, height, depth, type, content[12] == 1);
    }
}

/// <summary>From the compressed data of a PNG image to gray pixels.</summary>
internal static class PngPixels
{
    // Adam7: start and step of columns and rows of each pass.
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static GrayImage Decode(PngHeader header, byte[] palette, byte[] transparency, byte[] data)
    {
        var pixels = new byte[header.Width * header.Height];
        using var stream = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        foreach ((int x0, int y0, int stepX, int stepY) in header.Interlaced ? Passes : [(0, 0, 1, 1)])
        {
            int columns = (header.Width - x0 + stepX - 1) / stepX;
            if (columns <= 0) continue;
            int length = (columns * header.BitsPerPixel + 7) / 8;
            byte[] previous = new byte[length], row = new byte[length];
            for (int y = y0; y < header.Height; y += stepY)
            {
                int filter = stream.ReadByte();
                if (filter < 0 || stream.ReadAtLeast(row, length, throwOnEndOfStream: false) < length) throw new InvalidDataException("its pixels end early");
                Unfilter(filter, row, previous, Math.Max(1, header.BitsPerPixel / 8));
                for (int i = 0; i < columns; i++) pixels[y * header.Width + x0 + i * stepX] = GrayOf(header, row, i, palette, transparency);
                (previous, row) = (row, previous);
            }
        }
        return new GrayImage(pixels, header.Height, header.Width);
    }

    private static void Unfilter(int filter, byte[] row, byte[] above, int pixelBytes)
    {
        for (int i = 0; i < row.Length; i++)
        {
            int left = i >= pixelBytes ? row[i - pixelBytes] : 0, up = above[i], corner = i >= pixelBytes ? above[i - pixelBytes] : 0;
            row[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Paeth(left, up, corner),
                _ => throw new InvalidDataException($"a row has filter {filter}, which PNG does not have"),
            });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        int estimate = left + up - corner;
        int toLeft = Math.Abs(estimate - left), toUp = Math.Abs(estimate - up), toCorner = Math.Abs(estimate - corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static byte GrayOf(PngHeader header, byte[] row, int column, byte[] palette, byte[] transparency)
    {
        switch (header.ColorType)
        {
            case PngHeader.Palette:
                int index = Sample(header, row, column);
                if (index * 3 + 2 >= palette.Length) throw new InvalidDataException($"a pixel has colour {index}, the palette has {palette.Length / 3}");
                return OnWhite(Luma(palette[index * 3], palette[index * 3 + 1], palette[index * 3 + 2]), index < transparency.Length ? transparency[index] : 255);
            case PngHeader.Gray:
                int gray = Sample(header, row, column);
                bool clear = transparency.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(transparency) == gray;
                return clear ? (byte)255 : To8(gray, header.BitDepth);
            case PngHeader.GrayAlpha:
                return OnWhite(To8(Sample(header, row, 2 * column), header.BitDepth), To8(Sample(header, row, 2 * column + 1), header.BitDepth));
            default:
                int first = column * header.Channels;
                byte luma = Luma(To8(Sample(header, row, first), header.BitDepth), To8(Sample(header, row, first + 1), header.BitDepth), To8(Sample(header, row, first + 2), header.BitDepth));
                return header.ColorType == PngHeader.ColorAlpha ? OnWhite(luma, To8(Sample(header, row, first + 3), header.BitDepth)) : luma;
        }
    }

    private static int Sample(PngHeader header, byte[] row, int index)
    {
        if (header.BitDepth == 16) return row[2 * index] << 8 | row[2 * index + 1];
        int bit = index * header.BitDepth;
        return row[bit / 8] >> (8 - header.BitDepth - bit % 8) & ((1 << header.BitDepth) - 1);
    }

    private static byte To8(int sample, int bits) => (byte)((sample * 255 + ((1 << bits) - 1) / 2) / ((1 << bits) - 1));

    private static byte Luma(int red, int green, int blue) => (byte)((299 * red + 587 * green + 114 * blue + 500) / 1000);

    private static byte OnWhite(int gray, int alpha) => (byte)((gray * alpha + 255 * (255 - alpha) + 127) / 255);
}
