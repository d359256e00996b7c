using System.Buffers.Binary;
using System.IO.Compression;

namespace MlPipeline.Images.Png;

/// <summary>From the compressed data of a PNG image to its pixels.</summary>
internal sealed class PngPixels(PngHeader header, byte[] palette, byte[] transparency)
{
    private const int DeflateRatio = 1032, Opaque = 255;

    // Adam7: start and step of columns and rows of each pass.
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private readonly int[] _clear = ClearColor(header, transparency);

    public RgbaImage Decode(MemoryStream data)
    {
        // No byte of deflate gives more: what is too short for its pixels is found before memory is taken for them.
        if ((long)header.Width * header.Height * header.BitsPerPixel / 8 > (data.Length + 1) * DeflateRatio) throw PngDecoder.Damaged("its pixels end early");
        if (header.ColorType == PngHeader.Palette && (palette.Length is 0 or > 3 * 256 || palette.Length % 3 != 0)) throw PngDecoder.Damaged($"its palette has {palette.Length} bytes");
        var pixels = new byte[header.Width * header.Height * RgbaImage.Channels];
        data.Position = 0;
        using var stream = new ZLibStream(data, CompressionMode.Decompress);
        foreach ((int x0, int y0, int stepX, int stepY) in header.Interlaced ? Passes : [(0, 0, 1, 1)])
        {
            int columns = (header.Width - x0 + stepX - 1) / stepX;
            if (columns <= 0) continue;
            int length = (columns * header.BitsPerPixel + 7) / 8;
            byte[] previous = new byte[length], row = new byte[length];
            for (int y = y0; y < header.Height; y += stepY)
            {
                int filter = stream.ReadByte();
                if (filter < 0 || stream.ReadAtLeast(row, length, throwOnEndOfStream: false) < length) throw PngDecoder.Damaged("its pixels end early");
                Unfilter(filter, row, previous, Math.Max(1, header.BitsPerPixel / 8));
                for (int i = 0; i < columns; i++) Put(row, i, pixels.AsSpan((y * header.Width + x0 + i * stepX) * RgbaImage.Channels, RgbaImage.Channels));
                (previous, row) = (row, previous);
            }
        }
        return new RgbaImage(pixels, header.Height, header.Width);
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
                _ => throw PngDecoder.Damaged($"a row has filter {filter}, which PNG does not have"),
            });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        int estimate = left + up - corner;
        int toLeft = Math.Abs(estimate - left), toUp = Math.Abs(estimate - up), toCorner = Math.Abs(estimate - corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    // The one gray or colour that stands for transparent; nothing of palettes, whose colours have an alpha each.
    private static int[] ClearColor(PngHeader header, byte[] transparency)
    {
        int channels = header.ColorType switch { PngHeader.Gray => 1, PngHeader.Color => 3, _ => 0 };
        return channels > 0 && transparency.Length >= 2 * channels
            ? [.. Enumerable.Range(0, channels).Select(i => (int)BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(2 * i)))]
            : [];
    }

    private void Put(byte[] row, int column, Span<byte> pixel)
    {
        int first = column * header.Channels;
        switch (header.ColorType)
        {
            case PngHeader.Palette:
                int index = Sample(row, first);
                if (index * 3 + 2 >= palette.Length) throw PngDecoder.Damaged($"a pixel has colour {index}, the palette has {palette.Length / 3}");
                palette.AsSpan(index * 3, 3).CopyTo(pixel);
                pixel[3] = index < transparency.Length ? transparency[index] : (byte)Opaque;
                break;
            case PngHeader.Gray or PngHeader.GrayAlpha:
                pixel[..3].Fill(To8(Sample(row, first)));
                pixel[3] = header.ColorType == PngHeader.GrayAlpha ? To8(Sample(row, first + 1)) : IsClear(row, first) ? (byte)0 : (byte)Opaque;
                break;
            default:
                for (int i = 0; i < 3; i++) pixel[i] = To8(Sample(row, first + i));
                pixel[3] = header.ColorType == PngHeader.ColorAlpha ? To8(Sample(row, first + 3)) : IsClear(row, first) ? (byte)0 : (byte)Opaque;
                break;
        }
    }

    private bool IsClear(byte[] row, int first)
    {
        for (int i = 0; i < _clear.Length; i++)
            if (Sample(row, first + i) != _clear[i]) return false;
        return _clear.Length > 0;
    }

    private int Sample(byte[] row, int index)
    {
        if (header.BitDepth == 16) return row[2 * index] << 8 | row[2 * index + 1];
        int bit = index * header.BitDepth;
        return row[bit / 8] >> (8 - header.BitDepth - bit % 8) & ((1 << header.BitDepth) - 1);
    }

    private byte To8(int sample)
    {
        int most = (1 << header.BitDepth) - 1;
        return header.BitDepth == 8 ? (byte)sample : (byte)((sample * 255 + most / 2) / most);
    }
}
