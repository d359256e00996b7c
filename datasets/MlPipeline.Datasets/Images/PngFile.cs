using MlPipeline.Foundation;
using SkiaSharp;

namespace MlPipeline.Datasets.Images;

/// <summary>Writes gray PNG files.</summary>
public static class PngFile
{
    /// <summary>Writes an image, 8 bits gray; the file appears whole or not at all.</summary>
    /// <exception cref="FileWriteException">The file cannot be written.</exception>
    public static void WriteGray(string path, GrayImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var info = new SKImageInfo(image.Width, image.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        using SKImage picture = SKImage.FromPixelCopy(info, image.Pixels, image.Width);
        using SKData png = picture.Encode(SKEncodedImageFormat.Png, quality: 100);
        AtomicFile.Write(path, png.SaveTo);
    }
}
