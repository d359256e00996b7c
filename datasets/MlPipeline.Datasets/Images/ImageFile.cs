using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SkiaSharp;

namespace MlPipeline.Datasets.Images;

/// <summary>
/// Reads pictures (<see cref="ImageFormats"/>) as gray images: the first frame, upright as EXIF says, transparent
/// pixels on a background, colours as luma (ITU-R BT.601). Colour profiles are not applied. Pictures that are empty,
/// damaged or incomplete are refused.
/// </summary>
public static class ImageFile
{
    /// <summary>The most pixels that are read unless the caller says otherwise: 100 megapixels.</summary>
    public const long DefaultMaxPixels = 100_000_000;

    /// <summary>The most pixels that a caller may allow.</summary>
    public const long MostMaxPixels = 500_000_000;

    /// <summary>Reads a picture in its own size.</summary>
    /// <param name="path">The file.</param>
    /// <param name="background">
    /// What lies behind transparent pixels. Where null, it is white, and black behind a picture that white would hide:
    /// one that shows white in clear surroundings.
    /// </param>
    /// <param name="maxPixels">
    /// The most pixels, height times width, that the header may declare, 1 to <see cref="MostMaxPixels"/>; a larger
    /// picture is refused before memory is taken for it.
    /// </param>
    /// <exception cref="DatasetException">
    /// The file is missing or cannot be read as a picture; the message names it.
    /// </exception>
    public static GrayImage ReadGray(string path, RgbColor? background = null, long maxPixels = DefaultMaxPixels)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPixels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxPixels, MostMaxPixels);
        if (Directory.Exists(path))
            throw new DatasetException($"'{path}' is a folder; give a picture.");
        if (!File.Exists(path))
            throw new DatasetException($"There is no image '{path}'; check the path.");
        return TryReadGray(path, background, maxPixels, out GrayImage? image, out string? reason)
            ? image
            : throw new DatasetException($"'{path}' {reason}.");
    }

    /// <summary>
    /// False, with what is wrong in words that follow the file's name, where the file cannot be read.
    /// </summary>
    internal static bool TryReadGray(
        string path,
        RgbColor? background,
        long maxPixels,
        [NotNullWhen(true)] out GrayImage? image,
        [NotNullWhen(false)] out string? reason
    )
    {
        image = null;
        try
        {
            // A pipe or a device has no length, and may have no end.
            byte[] bytes = new FileInfo(path).Length == 0 ? [] : File.ReadAllBytes(path);
            reason = bytes.Length == 0 ? "is empty; save it again" : Decode(bytes, background, maxPixels, out image);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            reason = $"cannot be read: {error.Message.TrimEnd('.')}";
        }
        return image != null;
    }

    private static string? Decode(byte[] bytes, RgbColor? background, long maxPixels, out GrayImage? image)
    {
        image = null;
        if (ImageFormats.NameOf(bytes) is not { } format)
            return $"is no {ImageFormats.Names} picture; convert it to PNG";
        using SKData data = SKData.CreateCopy(bytes);
        using SKCodec? codec = SKCodec.Create(data);
        if (codec == null)
            return Damaged(format);
        long pixels = (long)codec.Info.Width * codec.Info.Height;
        if (pixels > maxPixels)
        {
            string most = maxPixels.ToString("N0", CultureInfo.InvariantCulture);
            return $"declares {codec.Info.Width}x{codec.Info.Height} pixels, more than the {most} that are read; "
                + "make it smaller, or allow more pixels";
        }
        bool isGray = codec.Info.ColorType == SKColorType.Gray8;
        var info = new SKImageInfo(
            codec.Info.Width,
            codec.Info.Height,
            isGray ? SKColorType.Gray8 : SKColorType.Rgba8888,
            isGray ? SKAlphaType.Opaque : SKAlphaType.Unpremul
        );
        using var bitmap = new SKBitmap(info);
        SKCodecResult result = codec.GetPixels(info, bitmap.GetPixels());
        if (result == SKCodecResult.IncompleteInput)
            return $"is an incomplete {format} picture: its data end early; save it again";
        if (result != SKCodecResult.Success)
            return Damaged(format);
        var stored = new GrayImage(isGray ? Rows(bitmap) : Luma(bitmap, background), info.Height, info.Width);
        image = ImageOrientation.Upright(stored, codec.EncodedOrigin);
        return null;
    }

    private static string Damaged(string format) => $"is a damaged or incomplete {format} picture; save it again";

    private static byte[] Rows(SKBitmap bitmap)
    {
        var gray = new byte[bitmap.Width * bitmap.Height];
        ReadOnlySpan<byte> stored = bitmap.GetPixelSpan();
        for (int y = 0; y < bitmap.Height; y++)
            stored.Slice(y * bitmap.RowBytes, bitmap.Width).CopyTo(gray.AsSpan(y * bitmap.Width));
        return gray;
    }

    private static byte[] Luma(SKBitmap bitmap, RgbColor? background)
    {
        var gray = new byte[bitmap.Width * bitmap.Height];
        Compose(bitmap.GetPixelSpan(), background ?? RgbColor.White, gray);
        if (background == null && IsHidden(bitmap.GetPixelSpan(), gray))
            Compose(bitmap.GetPixelSpan(), RgbColor.Black, gray);
        return gray;
    }

    private static void Compose(ReadOnlySpan<byte> rgba, RgbColor background, byte[] gray)
    {
        int behind = background.Luma;
        for (int i = 0; i < gray.Length; i++)
        {
            ReadOnlySpan<byte> pixel = rgba.Slice(4 * i, 4);
            int alpha = pixel[3];
            int luma = RgbColor.LumaOf(pixel[0], pixel[1], pixel[2]);
            gray[i] = (byte)((luma * alpha + behind * (255 - alpha) + 127) / 255);
        }
    }

    /// <summary>
    /// Whether a picture has a shape in its transparency, and nothing of it is left on its background.
    /// </summary>
    private static bool IsHidden(ReadOnlySpan<byte> rgba, byte[] gray)
    {
        const int Visible = 8;
        byte min = rgba[3];
        byte max = rgba[3];
        for (int i = 3; i < rgba.Length; i += 4)
            (min, max) = (Math.Min(min, rgba[i]), Math.Max(max, rgba[i]));
        return max - min > Visible && gray.Max() - gray.Min() <= Visible;
    }
}
