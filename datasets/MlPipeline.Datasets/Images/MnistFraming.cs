namespace MlPipeline.Datasets.Images;

/// <summary>
/// Frames light ink on dark paper as MNIST frames its digits (LeCun et al. 1998): the ink, its proportions kept, in a
/// box of 20x20, centred by its mass in 28x28. The paper, evenly or unevenly lit, becomes 0 and the ink 255.
/// </summary>
internal static class MnistFraming
{
    /// <summary>Height and width of the result.</summary>
    public const int Side = 28;

    private const int Box = 20;
    private const int MostSide = 560;

    /// <summary>
    /// Ink begins at pixels of at least the first share of its strength and reaches as far as the second.
    /// </summary>
    private const float StrongShare = 0.5f;
    private const float WeakShare = 0.02f;

    /// <param name="image">Light ink on dark paper, of any size.</param>
    /// <returns>[28, 28]; all 0 where there is no ink.</returns>
    public static GrayImage Apply(GrayImage image)
    {
        if (image.Pixels.AsSpan().IndexOfAnyExcept(image.Pixels[0]) < 0)
            return Blank();
        image = Bounded(image);
        byte threshold = OtsuThreshold(image.Pixels);
        if (InkOf(image, threshold) is not { } ink)
            return Blank();
        KeepConnected(ink, image.Height, image.Width);
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

    // In MNIST's own files the mass lies within half a pixel of row and column 14, counted from 0. The ink stays
    // inside.
    private static int Start(double centre, int size) => Math.Clamp((int)Math.Round(Side / 2 - centre), 0, Side - size);

    /// <summary>
    /// The gray that parts the pixels into two classes with the greatest variance between them (Otsu 1979).
    /// </summary>
    private static byte OtsuThreshold(byte[] pixels)
    {
        var counts = new long[256];
        foreach (byte pixel in pixels)
            counts[pixel]++;
        double total = pixels.Length;
        double sum = 0;
        double sumBelow = 0;
        double below = 0;
        double best = -1;
        for (int i = 0; i < 256; i++)
            sum += (double)i * counts[i];
        byte threshold = 0;
        for (int i = 0; i < 255; i++)
        {
            below += counts[i];
            sumBelow += (double)i * counts[i];
            if (below == 0 || below == total)
                continue;
            double difference = sumBelow / below - (sum - sumBelow) / (total - below);
            double between = below * (total - below) * difference * difference;
            if (between > best)
                (best, threshold) = (between, (byte)i);
        }
        return threshold;
    }

    /// <summary>Brings the paper, with its grain, to 0 and the ink to 1; null where there is no ink.</summary>
    private static float[]? InkOf(GrayImage image, byte threshold)
    {
        (float[] above, float grain) = PaperPlane.Subtract(image, threshold);
        float[] strong = [.. above.Where((_, i) => image.Pixels[i] > threshold)];
        float full = PaperPlane.Median(strong) - grain;
        return full > 0 ? Array.ConvertAll(above, value => Math.Clamp((value - grain) / full, 0, 1)) : null;
    }

    /// <summary>Clears what does not touch ink: specks of the paper's grain (hysteresis, as in Canny 1986).</summary>
    private static void KeepConnected(float[] ink, int height, int width)
    {
        var reached = new bool[ink.Length];
        var open = new Stack<int>();
        for (int i = 0; i < ink.Length; i++)
            if (ink[i] >= StrongShare)
                Reach(i);
        while (open.TryPop(out int at))
        {
            int y = at / width;
            int x = at % width;
            for (int v = Math.Max(0, y - 1); v <= Math.Min(height - 1, y + 1); v++)
            for (int u = Math.Max(0, x - 1); u <= Math.Min(width - 1, x + 1); u++)
                if (ink[v * width + u] >= WeakShare)
                    Reach(v * width + u);
        }
        for (int i = 0; i < ink.Length; i++)
            if (!reached[i])
                ink[i] = 0;

        void Reach(int at)
        {
            if (reached[at])
                return;
            reached[at] = true;
            open.Push(at);
        }
    }

    private static GrayImage Cut(float[] ink, int height, int width)
    {
        int top = height;
        int bottom = -1;
        int left = width;
        int right = -1;
        for (int i = 0; i < ink.Length; i++)
        {
            if (ink[i] == 0)
                continue;
            int y = i / width;
            int x = i % width;
            (top, bottom, left, right) = (Math.Min(top, y), Math.Max(bottom, y), Math.Min(left, x), Math.Max(right, x));
        }
        int rows = bottom - top + 1;
        int columns = right - left + 1;
        var pixels = new byte[rows * columns];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Math.Round(255 * ink[(top + i / columns) * width + left + i % columns]);
        return new GrayImage(pixels, rows, columns);
    }

    private static (double Y, double X) CentreOfMass(GrayImage image)
    {
        double mass = 0;
        double y = 0;
        double x = 0;
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            double value = image.Pixels[i];
            mass = mass + value;
            y = y + value * (i / image.Width);
            x = x + value * (i % image.Width);
        }
        return (y / mass, x / mass);
    }
}
