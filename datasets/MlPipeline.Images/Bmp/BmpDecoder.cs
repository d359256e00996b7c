using System.Buffers.Binary;

namespace MlPipeline.Images.Bmp;

/// <summary>BMP: 1, 4 and 8 bits with a palette, plain or run-length encoded; 16, 24 and 32 bits, with or without bit fields.</summary>
internal static class BmpDecoder
{
    public const string Format = "BMP";

    private const int HarmlessPixels = 1 << 22;

    public static bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith("BM"u8);

    public static RgbaImage Decode(ReadOnlySpan<byte> file)
    {
        BmpHeader header = BmpHeader.Read(file);
        ReadOnlySpan<byte> data = file[header.PixelsAt..];
        if (header.Compression is BmpHeader.Rle4 or BmpHeader.Rle8)
        {
            // Runs of one colour take almost no space, so the file's length bounds them loosely only.
            if ((long)header.Width * header.Height > Math.Max(HarmlessPixels, data.Length * (long)byte.MaxValue)) throw Damaged("its pixels end early");
            return FromPalette(header, BmpRle.Decode(header, data));
        }
        // Rows are filled up to a multiple of 32 bits.
        long stride = ((long)header.Width * header.Bits + 31) / 32 * 4;
        if (data.Length < stride * header.Height) throw Damaged("its pixels end early");
        return header.Bits <= 8 ? FromPalette(header, Indices(header, data, (int)stride)) : Direct(header, data, (int)stride);
    }

    public static InvalidDataException Damaged(string what) => ImageDecoder.Damaged(Format, what);

    private static byte[] Indices(BmpHeader header, ReadOnlySpan<byte> data, int stride)
    {
        var indices = new byte[header.Width * header.Height];
        for (int y = 0; y < header.Height; y++)
        {
            ReadOnlySpan<byte> row = data.Slice(y * stride, stride);
            for (int x = 0; x < header.Width; x++)
            {
                int bit = x * header.Bits;
                indices[y * header.Width + x] = (byte)(row[bit / 8] >> (8 - header.Bits - bit % 8) & ((1 << header.Bits) - 1));
            }
        }
        return indices;
    }

    private static RgbaImage FromPalette(BmpHeader header, byte[] indices)
    {
        RgbaImage image = Empty(header);
        for (int i = 0; i < indices.Length; i++)
        {
            int index = indices[i];
            if (index * 3 + 2 >= header.Palette.Length) throw Damaged($"a pixel has colour {index}, the palette has {header.Palette.Length / 3}");
            Span<byte> pixel = At(image, header, i / header.Width, i % header.Width);
            header.Palette.AsSpan(index * 3, 3).CopyTo(pixel);
            pixel[3] = 255;
        }
        return image;
    }

    private static RgbaImage Direct(BmpHeader header, ReadOnlySpan<byte> data, int stride)
    {
        RgbaImage image = Empty(header);
        int bytes = header.Bits / 8;
        for (int y = 0; y < header.Height; y++)
        {
            for (int x = 0; x < header.Width; x++)
            {
                ReadOnlySpan<byte> from = data.Slice(y * stride + x * bytes, bytes);
                uint value = bytes switch
                {
                    2 => BinaryPrimitives.ReadUInt16LittleEndian(from),
                    3 => (uint)(from[0] | from[1] << 8 | from[2] << 16),
                    _ => BinaryPrimitives.ReadUInt32LittleEndian(from),
                };
                Span<byte> pixel = At(image, header, y, x);
                for (int c = 0; c < RgbaImage.Channels; c++) pixel[c] = header.Channel(value, c);
            }
        }
        return image;
    }

    // Rows come from the bottom up, unless the height is negative.
    private static Span<byte> At(RgbaImage image, BmpHeader header, int row, int column) =>
        image.Pixels.AsSpan(((header.TopDown ? row : header.Height - 1 - row) * header.Width + column) * RgbaImage.Channels, RgbaImage.Channels);

    private static RgbaImage Empty(BmpHeader header) => new(new byte[header.Width * header.Height * RgbaImage.Channels], header.Height, header.Width);
}
