namespace MlPipeline.Datasets.Images;

/// <summary>
/// The gray of paper, evenly or unevenly lit, as a plane a + b y + c x: least squares over the pixels that are no ink,
/// repeated without those that lie off the plane, which are the ink's soft edges.
/// </summary>
internal static class PaperPlane
{
    private const int Repetitions = 4;

    /// <summary>The standard deviation of normal errors in terms of their median absolute deviation.</summary>
    private const float Deviation = 1.4826f;

    /// <summary>The picture less its paper.</summary>
    /// <param name="image">Light ink on dark paper.</param>
    /// <param name="threshold">Pixels above it are ink.</param>
    /// <returns>[height, width], and the height of the paper's grain: three of its standard deviations.</returns>
    public static (float[] Above, float Grain) Subtract(GrayImage image, byte threshold)
    {
        int[] paper = [.. Enumerable.Range(0, image.Pixels.Length).Where(i => image.Pixels[i] <= threshold)];
        var plane = new Plane(Median([.. paper.Select(i => (float)image.Pixels[i])]), 0, 0);
        float grain = 0;
        for (int i = 0; i < Repetitions; i++)
        {
            float[] errors = [.. paper.Select(at => Math.Abs(image.Pixels[at] - plane.At(at, image.Width)))];
            grain = 3 * Deviation * Median([.. errors]);
            // Half a gray more, so that paper of a single gray is on its plane.
            plane = Fit(image, [.. paper.Where((_, at) => errors[at] <= grain + 0.5f)]) ?? plane;
        }
        return ([.. image.Pixels.Select((pixel, i) => pixel - plane.At(i, image.Width))], grain);
    }

    /// <summary>The middle of values, which are sorted by it; there must be one.</summary>
    public static float Median(float[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private static Plane? Fit(GrayImage image, int[] pixels)
    {
        if (pixels.Length == 0)
            return null;
        double meanY = pixels.Average(i => (double)(i / image.Width));
        double meanX = pixels.Average(i => (double)(i % image.Width));
        double mean = pixels.Average(i => (double)image.Pixels[i]);
        double yy = 0;
        double xx = 0;
        double yx = 0;
        double yv = 0;
        double xv = 0;
        foreach (int i in pixels)
        {
            double y = i / image.Width - meanY;
            double x = i % image.Width - meanX;
            double v = image.Pixels[i] - mean;
            yy = yy + y * y;
            xx = xx + x * x;
            yx = yx + y * x;
            yv = yv + y * v;
            xv = xv + x * v;
        }
        double determinant = yy * xx - yx * yx;
        bool isFlat = determinant <= 1e-9 * yy * xx;
        double slopeY = isFlat ? 0 : (yv * xx - xv * yx) / determinant;
        double slopeX = isFlat ? 0 : (xv * yy - yv * yx) / determinant;
        return new Plane(mean - slopeY * meanY - slopeX * meanX, slopeY, slopeX);
    }

    private readonly record struct Plane(double Origin, double SlopeY, double SlopeX)
    {
        public float At(int pixel, int width) => (float)(Origin + SlopeY * (pixel / width) + SlopeX * (pixel % width));
    }
}
