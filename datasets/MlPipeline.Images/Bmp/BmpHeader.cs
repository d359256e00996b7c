using System.Buffers.Binary;
using System.Numerics;

namespace MlPipeline.Images.Bmp;

/// <summary>The headers of a BMP image: sizes, where the pixels lie, the palette, where in a pixel each colour is.</summary>
internal sealed record BmpHeader(int Width, int Height, bool TopDown, int Bits, int Compression, int PixelsAt, byte[] Palette, uint[] Masks)
{
    public const int Rgb = 0, Rle8 = 1, Rle4 = 2, BitFields = 3, AlphaBitFields = 6;

    private const int FileHeader = 14, CoreHeader = 12, InfoHeader = 40, HeaderWithMasks = 52, HeaderWithAlpha = 56;

    public static BmpHeader Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < FileHeader + CoreHeader) throw BmpDecoder.Damaged("it ends within its header");
        int pixelsAt = Int32(file, 10), size = Int32(file, FileHeader);
        if (size != CoreHeader && size < InfoHeader || size > file.Length - FileHeader) throw BmpDecoder.Damaged($"its header says it has {size} bytes");
        bool isCore = size == CoreHeader;
        int width = isCore ? UInt16(file, 18) : Int32(file, 18);
        long height = isCore ? UInt16(file, 20) : Int32(file, 22);
        int bits = UInt16(file, isCore ? 24 : 28), compression = isCore ? Rgb : Int32(file, 30);
        ImageDecoder.CheckSize(BmpDecoder.Format, width, Math.Abs(height));
        bool valid = compression switch
        {
            Rgb => bits is 1 or 4 or 8 or 16 or 24 or 32,
            Rle8 => bits == 8 && height > 0,
            Rle4 => bits == 4 && height > 0,
            BitFields or AlphaBitFields => bits is 16 or 32,
            _ => false,
        };
        if (!valid) throw BmpDecoder.Damaged($"it has {bits} bits a pixel with compression {compression}, which cannot be read");
        if (pixelsAt < FileHeader + size || pixelsAt > file.Length) throw BmpDecoder.Damaged($"its pixels are said to begin at byte {pixelsAt}");
        int paletteAt = FileHeader + size + (size == InfoHeader ? compression switch { BitFields => 12, AlphaBitFields => 16, _ => 0 } : 0);
        byte[] palette = bits <= 8 ? ReadPalette(file, paletteAt, pixelsAt, isCore ? 3 : 4, isCore ? 0 : Int32(file, 46), bits) : [];
        return new BmpHeader(width, (int)Math.Abs(height), height < 0, bits, compression, pixelsAt, palette, ReadMasks(file, size, bits, compression));
    }

    /// <summary>One colour of a pixel of 16 or 32 bits, as 0 to 255; 255 for an alpha without a place.</summary>
    public byte Channel(uint pixel, int channel)
    {
        uint mask = Masks[channel];
        if (mask == 0) return channel == 3 ? (byte)255 : (byte)0;
        int shift = BitOperations.TrailingZeroCount(mask);
        ulong most = mask >> shift, value = (pixel & mask) >> shift;
        return (byte)((value * 255 + most / 2) / most);
    }

    private static byte[] ReadPalette(ReadOnlySpan<byte> file, int at, int end, int bytesEach, int count, int bits)
    {
        int colors = count is > 0 and <= 256 ? count : 1 << bits;
        colors = Math.Min(colors, (end - at) / bytesEach);
        var palette = new byte[Math.Max(0, colors) * 3];
        for (int i = 0; i < palette.Length / 3; i++)
            for (int c = 0; c < 3; c++) palette[3 * i + c] = file[at + i * bytesEach + 2 - c];
        return palette;
    }

    private static uint[] ReadMasks(ReadOnlySpan<byte> file, int size, int bits, int compression)
    {
        if (compression is not (BitFields or AlphaBitFields))
            return bits == 16 ? [0x7C00, 0x03E0, 0x001F, 0] : [0x00FF0000, 0x0000FF00, 0x000000FF, 0];
        const int At = FileHeader + InfoHeader;
        uint alpha = compression == AlphaBitFields || size >= HeaderWithAlpha ? UInt32(file, At + 12) : 0;
        uint[] masks = [UInt32(file, At), UInt32(file, At + 4), UInt32(file, At + 8), alpha];
        // Colours with gaps in them have no size; nobody writes them.
        if (masks.Any(mask => mask != 0 && !BitOperations.IsPow2((ulong)(mask >> BitOperations.TrailingZeroCount(mask)) + 1)))
            throw BmpDecoder.Damaged("its colours are scattered over the bits of a pixel");
        return size is > InfoHeader and < HeaderWithMasks ? throw BmpDecoder.Damaged("it has no place for its colour masks") : masks;
    }

    private static int Int32(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file[at..]);

    private static uint UInt32(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);

    private static int UInt16(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);
}
