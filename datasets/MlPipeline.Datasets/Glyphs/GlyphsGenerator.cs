namespace MlPipeline.Datasets.Glyphs;

/// <summary>
/// The built-in data set: digits and letters drawn from strokes, each image with its own rotation, size, shear, place,
/// wavy distortion, pen width and noise. An image depends on the seed and its number only, so the set is the same on
/// every machine and for any number of threads.
/// </summary>
public static class GlyphsGenerator
{
    /// <summary>Pixels of a side of an image.</summary>
    public const int Side = 28;

    /// <summary>Images to train on.</summary>
    public const int TrainCount = 12_000;

    /// <summary>Images to test on.</summary>
    public const int TestCount = 2_000;

    /// <summary>The seed of the set that goes by the name "glyphs".</summary>
    public const int DefaultSeed = 28;

    private const int Margin = 3;

    /// <summary>Names of the classes: the digits, then A C E F H K M R T X.</summary>
    public static IReadOnlyList<string> ClassNames => Strokes.Names;

    /// <summary>Draws images; classes come in turn.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="seed">Of the set.</param>
    /// <param name="first">Number of the first image: sets of other numbers have other images.</param>
    /// <param name="maxDegreeOfParallelism">Threads; all cores where null. The images do not depend on it.</param>
    public static ImageSet Generate(int count, int seed = DefaultSeed, int first = 0, int? maxDegreeOfParallelism = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var pixels = new byte[checked(count * Side * Side)];
        var labels = new byte[count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism ?? Environment.ProcessorCount };
        Parallel.For(0, count, options, i =>
        {
            int number = first + i;
            var random = new GlyphRandom((ulong)(uint)seed << 32 | (uint)number);
            random.NextUInt64();
            labels[i] = (byte)(number % ClassNames.Count);
            Draw(Strokes.Shapes[labels[i]], ref random, pixels.AsSpan(i * Side * Side, Side * Side));
        });
        return new ImageSet(pixels, labels, Side, Side, ClassNames);
    }

    /// <summary>The training and test images of "glyphs".</summary>
    public static (ImageSet Train, ImageSet Test) GenerateDefault(int seed = DefaultSeed) =>
        (Generate(TrainCount, seed), Generate(TestCount, seed, first: TrainCount));

    private static void Draw(float[][] strokes, ref GlyphRandom random, Span<byte> pixels)
    {
        Warp warp = Warp.Random(ref random);
        float halfWidth = 1.15f + random.Around(0.45f), strength = 225 + random.Around(30);
        Span<float> distance = stackalloc float[Side * Side];
        distance.Fill(float.MaxValue);
        foreach (float[] stroke in strokes)
        {
            (float x0, float y0) = warp.Apply(stroke[0], stroke[1]);
            for (int i = 2; i < stroke.Length; i += 2)
            {
                (float x1, float y1) = warp.Apply(stroke[i], stroke[i + 1]);
                Nearer(distance, x0, y0, x1, y1, halfWidth + 1);
                (x0, y0) = (x1, y1);
            }
        }
        float noise = 6 + random.Around(6);
        for (int i = 0; i < pixels.Length; i++)
        {
            // One pixel of soft edge around the pen.
            float ink = Math.Clamp(halfWidth + 0.5f - MathF.Sqrt(Math.Min(distance[i], 1e6f)), 0, 1) * strength;
            float value = ink + noise * random.Bell();
            pixels[i] = (byte)Math.Clamp(ink > 0 || value > 12 ? value : 0, 0, 255);
        }
    }

    // Squared distances to a segment, for the pixels around it.
    private static void Nearer(Span<float> distance, float x0, float y0, float x1, float y1, float reach)
    {
        float dx = x1 - x0, dy = y1 - y0, lengthSquared = Math.Max(dx * dx + dy * dy, 1e-6f);
        int left = Math.Max(0, (int)(Math.Min(x0, x1) - reach)), right = Math.Min(Side - 1, (int)(Math.Max(x0, x1) + reach) + 1);
        int top = Math.Max(0, (int)(Math.Min(y0, y1) - reach)), bottom = Math.Min(Side - 1, (int)(Math.Max(y0, y1) + reach) + 1);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                float t = Math.Clamp(((x - x0) * dx + (y - y0) * dy) / lengthSquared, 0, 1);
                float ex = x - x0 - t * dx, ey = y - y0 - t * dy;
                distance[y * Side + x] = Math.Min(distance[y * Side + x], ex * ex + ey * ey);
            }
        }
    }

    /// <summary>Where a point of the unit square comes to lie in the image.</summary>
    private readonly struct Warp
    {
        private readonly float _xx, _xy, _yx, _yy, _left, _top;
        private readonly float _waveX, _waveY, _phaseX, _phaseY, _frequencyX, _frequencyY;

        private Warp(ref GlyphRandom random)
        {
            float angle = 0.16f * random.Bell(), shear = 0.18f * random.Bell();
            float width = (Side - 2 * Margin) * (0.86f + random.Around(0.20f)), height = (Side - 2 * Margin) * (0.94f + random.Around(0.12f));
            float cos = MathF.Cos(angle), sin = MathF.Sin(angle);
            (_xx, _xy) = (cos * width, (shear * cos - sin) * height);
            (_yx, _yy) = (sin * width, (shear * sin + cos) * height);
            (_left, _top) = ((Side - 1) / 2f + random.Around(2.2f), (Side - 1) / 2f + random.Around(2.2f));
            (_waveX, _waveY) = (random.Around(0.055f), random.Around(0.055f));
            (_phaseX, _phaseY) = (random.Around(MathF.PI), random.Around(MathF.PI));
            (_frequencyX, _frequencyY) = (5 + random.Around(2.5f), 5 + random.Around(2.5f));
        }

        public static Warp Random(ref GlyphRandom random) => new(ref random);

        public (float X, float Y) Apply(float x, float y)
        {
            float u = x - 0.5f + _waveX * MathF.Sin(_frequencyX * y + _phaseX);
            float v = y - 0.5f + _waveY * MathF.Sin(_frequencyY * x + _phaseY);
            return (_left + _xx * u + _xy * v, _top + _yx * u + _yy * v);
        }
    }
}
