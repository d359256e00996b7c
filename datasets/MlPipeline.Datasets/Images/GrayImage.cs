namespace MlPipeline.Datasets.Images;

/// <summary>A gray image.</summary>
/// <param name="Pixels">[Height, Width], row by row, 0 (black) to 255.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public sealed record GrayImage(byte[] Pixels, int Height, int Width)
{
    /// <summary>
    /// The image at another size, whatever its proportions; a pixel is the mean of the area it covers.
    /// </summary>
    public GrayImage Resize(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return height == Height && width == Width
            ? this
            : new GrayImage(AreaResampling.Resize(Pixels, Height, Width, height, width), height, width);
    }

    /// <summary>
    /// The image as large as it fits into another size with its proportions kept, in the middle. What is left over
    /// takes the median of the image's edge: the paper of a scan, the dark around a light digit.
    /// </summary>
    public GrayImage Fit(int height, int width)
    {
        double scale = Math.Min((double)height / Height, (double)width / Width);
        int rows = Math.Clamp((int)Math.Round(Height * scale), 1, height);
        int columns = Math.Clamp((int)Math.Round(Width * scale), 1, width);
        GrayImage resized = Resize(rows, columns);
        if (rows == height && columns == width)
            return resized;
        return resized.PlacedIn(height, width, (height - rows) / 2, (width - columns) / 2, EdgeMedian());
    }

    /// <summary>The negative.</summary>
    public GrayImage Invert() => this with { Pixels = Array.ConvertAll(Pixels, pixel => (byte)(255 - pixel)) };

    /// <summary>The median of the pixels of the outermost rows and columns.</summary>
    public byte EdgeMedian()
    {
        var counts = new int[256];
        int total = 0;
        for (int y = 0; y < Height; y++)
        {
            int step = y == 0 || y == Height - 1 ? 1 : Math.Max(1, Width - 1);
            for (int x = 0; x < Width; x += step, total++)
                counts[Pixels[y * Width + x]]++;
        }
        int median = 0;
        for (int below = counts[0]; below <= total / 2; below += counts[++median]) { }
        return (byte)median;
    }

    /// <summary>The image on a larger one of a single gray. What lies outside is cut off.</summary>
    internal GrayImage PlacedIn(int height, int width, int top, int left, byte fill)
    {
        var pixels = new byte[height * width];
        Array.Fill(pixels, fill);
        int from = Math.Max(0, -left);
        int to = Math.Min(Width, width - left);
        for (int y = Math.Max(0, -top); y < Math.Min(Height, height - top) && from < to; y++)
            Pixels.AsSpan(y * Width + from, to - from).CopyTo(pixels.AsSpan((y + top) * width + left + from));
        return new GrayImage(pixels, height, width);
    }
}
