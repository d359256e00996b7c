namespace MlPipeline.Images;

/// <summary>A picture of 8 bits a channel.</summary>
/// <param name="Pixels">[Height, Width, 4], row by row: red, green, blue, alpha, each 0 to 255; colours are not multiplied by alpha.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public sealed record RgbaImage(byte[] Pixels, int Height, int Width)
{
    /// <summary>Bytes of a pixel.</summary>
    public const int Channels = 4;

    /// <summary>The luma of a colour (ITU-R BT.601), rounded; a gray one stays what it is.</summary>
    /// <param name="red">0 to 255.</param>
    /// <param name="green">0 to 255.</param>
    /// <param name="blue">0 to 255.</param>
    public static byte Luma(int red, int green, int blue) => (byte)((299 * red + 587 * green + 114 * blue + 500) / 1000);

    /// <summary>The luma of every pixel [Height, Width], transparent ones lying on white.</summary>
    public byte[] ToGrayOnWhite()
    {
        var gray = new byte[Pixels.Length / Channels];
        for (int i = 0; i < gray.Length; i++)
        {
            ReadOnlySpan<byte> pixel = Pixels.AsSpan(i * Channels, Channels);
            int alpha = pixel[3];
            gray[i] = (byte)((Luma(pixel[0], pixel[1], pixel[2]) * alpha + 255 * (255 - alpha) + 127) / 255);
        }
        return gray;
    }
}
