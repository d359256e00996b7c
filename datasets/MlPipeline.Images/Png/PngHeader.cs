using System.Buffers.Binary;

namespace MlPipeline.Images.Png;

/// <summary>The header of a PNG image.</summary>
internal sealed record PngHeader(int Width, int Height, int BitDepth, int ColorType, bool Interlaced)
{
    public const int Gray = 0, Color = 2, Palette = 3, GrayAlpha = 4, ColorAlpha = 6;

    private const int Length = 13;

    public int Channels => ColorType switch { Gray or Palette => 1, GrayAlpha => 2, Color => 3, _ => 4 };

    public int BitsPerPixel => Channels * BitDepth;

    public static PngHeader Read(ReadOnlySpan<byte> content)
    {
        if (content.Length != Length) throw PngDecoder.Damaged("its header has the wrong length");
        int width = BinaryPrimitives.ReadInt32BigEndian(content), height = BinaryPrimitives.ReadInt32BigEndian(content[4..]);
        ImageDecoder.CheckSize(PngDecoder.Format, width, height);
        (int depth, int type) = (content[8], content[9]);
        bool valid = type switch
        {
            Gray => depth is 1 or 2 or 4 or 8 or 16,
            Palette => depth is 1 or 2 or 4 or 8,
            Color or GrayAlpha or ColorAlpha => depth is 8 or 16,
            _ => false,
        };
        if (!valid || content[10] != 0 || content[11] != 0 || content[12] > 1) throw PngDecoder.Damaged($"it has colour type {type} with {depth} bits, which PNG does not have");
        return new PngHeader(width, height, depth, type, content[12] == 1);
    }
}
