namespace MlPipeline.Images;

/// <summary>From the bytes of a file to its picture; its first bytes say of which format it is.</summary>
public static class ImageDecoder
{
    /// <summary>The most pixels of a side that are read.</summary>
    public const int MostSide = 16_384;

    /// <summary>The most pixels that are read.</summary>
    public const int MostPixels = 1 << 26;

    /// <summary>The extensions of files of formats that are read.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".png", ".pgm", ".ppm", ".pbm", ".pnm", ".bmp"];

    /// <summary>Reads PNG (all colour types and bit depths, interlaced or not), PBM, PGM and PPM (binary and text), BMP (1 to 32 bits, RLE).</summary>
    /// <exception cref="InvalidDataException">The bytes are of another format, or damaged; the message goes on after a file's name.</exception>
    public static RgbaImage Decode(ReadOnlySpan<byte> file)
    {
        try
        {
            return Png.PngDecoder.Recognizes(file) ? Png.PngDecoder.Decode(file)
                : Pnm.PnmDecoder.Recognizes(file) ? Pnm.PnmDecoder.Decode(file)
                : Bmp.BmpDecoder.Recognizes(file) ? Bmp.BmpDecoder.Decode(file)
                : throw new InvalidDataException($"is no PNG, PNM or BMP image: it {LooksLike(file)}; convert it to PNG");
        }
        catch (Exception error) when (error is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("is a damaged image: its data end early or contradict each other; save it again", error);
        }
    }

    /// <summary>Refuses sizes that no picture has, before memory is taken for them.</summary>
    internal static void CheckSize(string format, long width, long height)
    {
        if (width < 1 || height < 1 || width > MostSide || height > MostSide || width * height > MostPixels)
            throw Damaged(format, $"it is {width}x{height} pixels, 1x1 to {MostSide}x{MostSide} and {MostPixels} pixels in all can be read");
    }

    internal static InvalidDataException Damaged(string format, string what) => new($"is a damaged {format} image: {what}; save it again");

    private static string LooksLike(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) ? "looks like a JPEG"
        : bytes.StartsWith("GIF8"u8) ? "looks like a GIF"
        : bytes.StartsWith("RIFF"u8) ? "looks like a WebP"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "looks like a gzip file"
        : bytes.Length == 0 ? "is empty"
        : "does not begin as one";
}
