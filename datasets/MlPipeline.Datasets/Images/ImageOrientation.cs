using SkiaSharp;

namespace MlPipeline.Datasets.Images;

/// <summary>Turns a picture as its camera said that it has to be looked at (EXIF orientation 1 to 8).</summary>
internal static class ImageOrientation
{
    /// <summary>Whether height and width change places.</summary>
    public static bool IsTransposed(SKEncodedOrigin origin) => origin >= SKEncodedOrigin.LeftTop;

    /// <summary>The picture upright.</summary>
    public static GrayImage Upright(GrayImage stored, SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft)
            return stored;
        (int height, int width) = IsTransposed(origin) ? (stored.Width, stored.Height) : (stored.Height, stored.Width);
        var pixels = new byte[stored.Pixels.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (int row, int column) = Stored(y, x, stored.Height, stored.Width, origin);
                pixels[y * width + x] = stored.Pixels[row * stored.Width + column];
            }
        }
        return new GrayImage(pixels, height, width);
    }

    // The origin names where the first stored row and the first stored column lie in the upright picture.
    private static (int Row, int Column) Stored(int y, int x, int height, int width, SKEncodedOrigin origin) =>
        origin switch
        {
            SKEncodedOrigin.TopRight => (y, width - 1 - x),
            SKEncodedOrigin.BottomRight => (height - 1 - y, width - 1 - x),
            SKEncodedOrigin.BottomLeft => (height - 1 - y, x),
            SKEncodedOrigin.LeftTop => (x, y),
            SKEncodedOrigin.RightTop => (height - 1 - x, y),
            SKEncodedOrigin.RightBottom => (height - 1 - x, width - 1 - y),
            SKEncodedOrigin.LeftBottom => (x, width - 1 - y),
            _ => (y, x),
        };
}
