using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Layers;

/// <summary>
/// How one row (one image) lies in a buffer: pixel by pixel, a pixel's channels together (HWC), with a border of zero
/// pixels all around where a convolution will look beyond the edge. So a convolution reads its patches where they lie:
/// the pixels of one row of a patch are neighbours in memory, whatever its place.
/// <code>channel c of pixel (y, x) lies at Interior + y * RowStride + x * PixelStride + c</code>
/// </summary>
internal readonly record struct Layout
{
    private Layout(TensorShape shape, int borderY, int borderX, int pixelStride)
    {
        Shape = shape;
        PixelStride = pixelStride;
        BorderY = borderY;
        BorderX = borderX;
        RowStride = checked((shape.Width + 2 * borderX) * pixelStride);
        Interior = borderY * RowStride + borderX * pixelStride;
        Stride = Panels.Padded(checked((shape.Height + 2 * borderY) * RowStride));
    }

    public TensorShape Shape { get; }

    /// <summary>Rows of zero pixels above and below.</summary>
    public int BorderY { get; }

    /// <summary>Columns of zero pixels to the left and to the right.</summary>
    public int BorderX { get; }

    /// <summary>Floats from one pixel to the next.</summary>
    public int PixelStride { get; }

    /// <summary>Floats from one row of pixels to the next.</summary>
    public int RowStride { get; }

    /// <summary>Where the first pixel inside the border lies.</summary>
    public int Interior { get; }

    /// <summary>Floats from one image to the next, a multiple of 32.</summary>
    public int Stride { get; }

    /// <summary>Floats of a row of pixels inside the border: what elementwise loops go over.</summary>
    public int RowLength => Shape.Width * PixelStride;

    /// <summary>What layers exchange: channels padded to whole panels.</summary>
    public static Layout Between(TensorShape shape, (int Y, int X) border = default) =>
        new(shape, border.Y, border.X, Panels.Padded(shape.Channels));

    /// <summary>
    /// What the data set gives: channels without padding, as there are few; flat rows as between layers.
    /// </summary>
    public static Layout OfInput(TensorShape shape, (int Y, int X) border = default) =>
        new(shape, border.Y, border.X, shape.IsFlat ? Panels.Padded(shape.Channels) : shape.Channels);

    /// <summary>The floats of row <paramref name="y"/> of pixels of the image at <paramref name="image"/>.</summary>
    public unsafe Span<float> PixelRow(float* image, int y) => new(PixelRowAt(image, y), RowLength);

    /// <summary>Where row <paramref name="y"/> of pixels of the image at <paramref name="image"/> begins.</summary>
    public unsafe float* PixelRowAt(float* image, int y) => image + Interior + (nint)y * RowStride;

    /// <summary>Puts an image of the data set, channel by channel, into its place; a flat row as it is.</summary>
    public unsafe void Scatter(ReadOnlySpan<float> source, float* image)
    {
        if (Shape.IsFlat)
        {
            source.CopyTo(PixelRow(image, 0));
            return;
        }
        int width = Shape.Width;
        int plane = Shape.Height * width;
        for (int y = 0; y < Shape.Height; y++)
        {
            Span<float> row = PixelRow(image, y);
            for (int c = 0; c < Shape.Channels; c++)
            {
                ReadOnlySpan<float> from = source.Slice(c * plane + y * width, width);
                if (PixelStride == 1)
                    from.CopyTo(row);
                else
                    for (int x = 0; x < width; x++)
                        row[x * PixelStride + c] = from[x];
            }
        }
    }
}

/// <summary>
/// The layouts of a layer's rows: what it reads, what it writes, and the gradients of the loss to each.
/// </summary>
internal readonly record struct Ports(Layout X, Layout Y, Layout Dx, Layout Dy);
