namespace MlPipeline.Datasets.Images;

/// <summary>A gray image.</summary>
/// <param name="Pixels">[Height, Width], row by row, 0 (black) to 255.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public sealed record GrayImage(byte[] Pixels, int Height, int Width)
{
    /// <summary>The image at another size; a pixel is the mean of the area it covers.</summary>
    public GrayImage Resize(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (height == Height && width == Width) return this;
        var resized = new byte[height * width];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                resized[y * width + x] = (byte)Math.Round(Mean(
                    (double)y * Height / height, (double)(y + 1) * Height / height, (double)x * Width / width, (double)(x + 1) * Width / width));
        return new GrayImage(resized, height, width);
    }

    /// <summary>The negative.</summary>
    public GrayImage Invert() => this with { Pixels = Array.ConvertAll(Pixels, p => (byte)(255 - p)) };

    private double Mean(double top, double bottom, double left, double right)
    {
        double sum = 0, area = 0;
        for (int y = (int)top; y < Math.Min(Height, Math.Ceiling(bottom)); y++)
        {
            double high = Math.Min(y + 1, bottom) - Math.Max(y, top);
            for (int x = (int)left; x < Math.Min(Width, Math.Ceiling(right)); x++)
            {
                double part = high * (Math.Min(x + 1, right) - Math.Max(x, left));
                sum += part * Pixels[y * Width + x];
                area += part;
            }
        }
        return sum / area;
    }
}
