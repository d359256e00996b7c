using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Resizes pictures: a new pixel is the mean of the area of old ones that it covers. ML.NET samples by Skia, so its pixels differ somewhat.</summary>
internal static class ImageResizer
{
    private const int Channels = 4;

    public static MLImage Resize(MLImage image, ResizedColumn to)
    {
        if (image.Width == to.Width && image.Height == to.Height) return image;
        return to.Resizing switch
        {
            ImageResizingEstimator.ResizingKind.Fill => Draw(image, to, new Area(0, 0, image.Width, image.Height), new Frame(0, 0, to.Width, to.Height)),
            ImageResizingEstimator.ResizingKind.IsoPad => Draw(image, to, new Area(0, 0, image.Width, image.Height), Padded(image, to)),
            _ => Draw(image, to, Cropped(image, to), new Frame(0, 0, to.Width, to.Height)),
        };
    }

    // The largest frame of the picture's proportions that fits, in the middle; what lies around it stays transparent.
    private static Frame Padded(MLImage image, ResizedColumn to)
    {
        double scale = Math.Min((double)to.Width / image.Width, (double)to.Height / image.Height);
        int width = Math.Clamp((int)Math.Round(image.Width * scale), 1, to.Width), height = Math.Clamp((int)Math.Round(image.Height * scale), 1, to.Height);
        return new Frame((to.Width - width) / 2, (to.Height - height) / 2, width, height);
    }

    // The largest part of the picture that has the new proportions.
    private static Area Cropped(MLImage image, ResizedColumn to)
    {
        double scale = Math.Max((double)to.Width / image.Width, (double)to.Height / image.Height);
        double width = to.Width / scale, height = to.Height / scale;
        double left = to.CropAnchor switch
        {
            ImageResizingEstimator.Anchor.Left => 0,
            ImageResizingEstimator.Anchor.Right => image.Width - width,
            _ => (image.Width - width) / 2,
        };
        double top = to.CropAnchor switch
        {
            ImageResizingEstimator.Anchor.Top => 0,
            ImageResizingEstimator.Anchor.Bottom => image.Height - height,
            _ => (image.Height - height) / 2,
        };
        return new Area(left, top, width, height);
    }

    private static MLImage Draw(MLImage image, ResizedColumn to, Area from, Frame frame)
    {
        var pixels = new byte[to.Width * to.Height * Channels];
        for (int y = 0; y < frame.Height; y++)
        {
            (double top, double bottom) = (from.Top + y * from.Height / frame.Height, from.Top + (y + 1) * from.Height / frame.Height);
            for (int x = 0; x < frame.Width; x++)
            {
                (double left, double right) = (from.Left + x * from.Width / frame.Width, from.Left + (x + 1) * from.Width / frame.Width);
                Mean(image, left, top, right, bottom, pixels.AsSpan(((frame.Top + y) * to.Width + frame.Left + x) * Channels, Channels));
            }
        }
        return MLImage.Of(pixels, to.Width, to.Height, image.PixelFormat, image.Tag);
    }

    private static void Mean(MLImage image, double left, double top, double right, double bottom, Span<byte> pixel)
    {
        Span<double> sums = stackalloc double[Channels];
        sums.Clear();
        double area = 0;
        int lastRow = Math.Min(image.Height, (int)Math.Ceiling(bottom)), lastColumn = Math.Min(image.Width, (int)Math.Ceiling(right));
        for (int y = Math.Clamp((int)top, 0, image.Height - 1); y < lastRow; y++)
        {
            double high = Math.Min(y + 1, bottom) - Math.Max(y, top);
            for (int x = Math.Clamp((int)left, 0, image.Width - 1); x < lastColumn; x++)
            {
                double part = high * (Math.Min(x + 1, right) - Math.Max(x, left));
                if (part <= 0) continue;
                ReadOnlySpan<byte> from = image.Pixels.Slice((y * image.Width + x) * Channels, Channels);
                for (int c = 0; c < Channels; c++) sums[c] += part * from[c];
                area += part;
            }
        }
        for (int c = 0; c < Channels; c++) pixel[c] = (byte)Math.Round(sums[c] / area);
    }

    private readonly record struct Area(double Left, double Top, double Width, double Height);

    private readonly record struct Frame(int Left, int Top, int Width, int Height);
}
