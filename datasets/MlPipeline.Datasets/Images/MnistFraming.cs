namespace MlPipeline.Datasets.Images;

/// <summary>
/// Frames light ink on dark paper as MNIST frames its digits (LeCun et al. 1998): the ink, its proportions kept, in a box
/// of 20x20, centred by its mass in 28x28. The paper, evenly or unevenly lit, becomes 0 and the ink 255.
/// </summary>
internal static class MnistFraming
{
    /// <summary>Height and width of the result.</summary>
    public const int Side = 28;

    private const int Box = 20, MostSide = 560;

    /// <summary>A pixel of at least this share of the ink's strength belongs to the ink's box.</summary>
    private const double InkShare = 0.2;

    /// <param name="image">Light ink on dark paper, of any size.</param>
    /// <returns>[28, 28]; all 0 where there is no ink.</returns>
    public static GrayImage Apply(GrayImage image)
    {
        if (image.Pixels.AsSpan().IndexOfAnyExcept(image.Pixels[0]) < 0) return Blank();
        image = Bounded(image);
        byte threshold = OtsuThreshold(image.Pixels);
        float[] ink = AbovePaper(image, threshold);
        if (!Scale(ink, image.Pixels, threshold)) return Blank();
        GrayImage cut = Cut(ink, image.Height, image.Width);
        double scale = (double)Box / Math.Max(cut.Height, cut.Width);
        GrayImage boxed = cut.Resize(Sized(cut.Height, scale), Sized(cut.Width, scale));
        (double y, double x) = CentreOfMass(boxed);
        return boxed.PlacedIn(Side, Side, Start(y, boxed.Height), Start(x, boxed.Width), fill: 0);
    }

    private static GrayImage Blank() => new(new byte[Side * Side], Side, Side);

    // More detail than 20 pixels can show costs time only.
    private static GrayImage Bounded(GrayImage image)
    {
        double scale = (double)MostSide / Math.Max(image.Height, image.Width);
        return scale >= 1
            ? image
            : image.Resize(Math.Max(1, (int)(image.Height * scale)), Math.Max(1, (int)(image.Width * scale)));
    }

    private static int Sized(int side, double scale) => Math.Clamp((int)Math.Round(side * scale), 1, Box);

    // The middle of 28 pixels lies between pixel 13 and 14. The ink stays inside.
    private static int Start(double centre, int size) =>
        Math.Clamp((int)Math.Round((Side - 1) / 2.0 - centre), 0, Side - size);

    /// <summary>The gray that parts the pixels into two classes with the greatest variance between them (Otsu 1979).</summary>
    private static byte OtsuThreshold(byte[] pixels)
    {
        var counts = new long[256];
        foreach (byte pixel in pixels) counts[pixel]++;
        double total = pixels.Length, sum = 0, sumBelow = 0, below = 0, best = -1;
        for (int i = 0; i < 256; i++) sum += (double)i * counts[i];
        byte threshold = 0;
        for (int i = 0; i < 255; i++)
        {
            below += counts[i];
            sumBelow += (double)i * counts[i];
            if (below == 0 || below == total) continue;
            double difference = sumBelow / below - (sum - sumBelow) / (total - below);
            double between = below * (total - below) * difference * difference;
            if (between > best) (best, threshold) = (between, (byte)i);
        }
        return threshold;
    }

    /// <summary>The picture less the plane a + b y + c x that comes nearest (least squares) to the paper's pixels.</summary>
    private static float[] AbovePaper(GrayImage image, byte threshold)
    {
        double count = 0, meanY = 0, meanX = 0, mean = 0;
        ForPaper((y, x, value) => (count, meanY, meanX, mean) = (count + 1, meanY + y, meanX + x, mean + value));
        (meanY, meanX, mean) = (meanY / count, meanX / count, mean / count);
        double yy = 0, xx = 0, yx = 0, yv = 0, xv = 0;
        ForPaper((y, x, value) =>
        {
            (double dy, double dx, double dv) = (y - meanY, x - meanX, value - mean);
            (yy, xx, yx, yv, xv) = (yy + dy * dy, xx + dx * dx, yx + dy * dx, yv + dy * dv, xv + dx * dv);
        });
        double determinant = yy * xx - yx * yx;
        bool isPlane = determinant > 1e-9 * yy * xx;
        double slopeY = isPlane ? (yv * xx - xv * yx) / determinant : 0, slopeX = isPlane ? (xv * yy - yv * yx) / determinant : 0;
        var above = new float[image.Pixels.Length];
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                int i = y * image.Width + x;
                above[i] = (float)(image.Pixels[i] - (mean + slopeY * (y - meanY) + slopeX * (x - meanX)));
            }
        }
        return above;

        void ForPaper(Action<int, int, byte> visit)
        {
            for (int y = 0; y < image.Height; y++)
                for (int x = 0; x < image.Width; x++)
                    if (image.Pixels[y * image.Width + x] is var value && value <= threshold)
                        visit(y, x, value);
        }
    }

    /// <summary>Brings the paper, with its grain, to 0 and the ink to 1; false where there is no ink.</summary>
    private static bool Scale(float[] ink, byte[] pixels, byte threshold)
    {
        float[] strong = [.. ink.Where((_, i) => pixels[i] > threshold)];
        if (strong.Length == 0) return false;
        float[] paper = [.. ink.Where((_, i) => pixels[i] <= threshold)];
        float middle = Median(paper);
        // Three standard deviations of the grain, from the median so that the ink's soft edge does not count as grain.
        float floor = middle + 3 * 1.4826f * Median(Array.ConvertAll(paper, value => Math.Abs(value - middle)));
        float full = Median(strong) - floor;
        if (full <= 0) return false;
        for (int i = 0; i < ink.Length; i++) ink[i] = Math.Clamp((ink[i] - floor) / full, 0, 1);
        return true;
    }

    private static float Median(float[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private static GrayImage Cut(float[] ink, int height, int width)
    {
        (int top, int bottom, int left, int right) = (height, -1, width, -1);
        for (int i = 0; i < ink.Length; i++)
        {
            if (ink[i] < InkShare) continue;
            (int y, int x) = (i / width, i % width);
            (top, bottom, left, right) = (Math.Min(top, y), Math.Max(bottom, y), Math.Min(left, x), Math.Max(right, x));
        }
        (int rows, int columns) = (bottom - top + 1, right - left + 1);
        var pixels = new byte[rows * columns];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Math.Round(255 * ink[(top + i / columns) * width + left + i % columns]);
        return new GrayImage(pixels, rows, columns);
    }

    private static (double Y, double X) CentreOfMass(GrayImage image)
    {
        double mass = 0, y = 0, x = 0;
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            double value = image.Pixels[i];
            (mass, y, x) = (mass + value, y + value * (i / image.Width), x + value * (i % image.Width));
        }
        return (y / mass, x / mass);
    }
}
