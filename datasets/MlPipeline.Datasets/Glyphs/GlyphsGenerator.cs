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

    // How far a stroke may lie from its place, in parts of the glyph's size.
    private const float StrokeShift = 0.015f;

    private const float FaintestSpeck = 12;

    /// <summary>Names of the classes: the digits, then A C E F H K M R T X.</summary>
    public static IReadOnlyList<string> ClassNames => Strokes.Names;

    /// <summary>Draws images; classes come in turn.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="seed">Of the set.</param>
    /// <param name="first">Number of the first image: sets of other numbers have other images.</param>
    /// <param name="maxDegreeOfParallelism">Threads; all cores where null. The images do not depend on it.</param>
    public static ImageSet Generate(
        int count,
        int seed = DefaultSeed,
        int first = 0,
        int? maxDegreeOfParallelism = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var pixels = new byte[checked(count * Side * Side)];
        var labels = new byte[count];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = maxDegreeOfParallelism ?? Environment.ProcessorCount,
        };
        Parallel.For(
            0,
            count,
            options,
            i =>
            {
                int number = first + i;
                var random = new GlyphRandom((ulong)(uint)seed << 32 | (uint)number);
                random.NextUInt64();
                labels[i] = (byte)(number % ClassNames.Count);
                Draw(Strokes.Shapes[labels[i]], ref random, pixels.AsSpan(i * Side * Side, Side * Side));
            }
        );
        return new ImageSet(pixels, labels, Side, Side, ClassNames);
    }

    /// <summary>The training and test images of "glyphs".</summary>
    public static (ImageSet Train, ImageSet Test) GenerateDefault(int seed = DefaultSeed) =>
        (Generate(TrainCount, seed), Generate(TestCount, seed, first: TrainCount));

    private static void Draw(float[][][] ways, ref GlyphRandom random, Span<byte> pixels)
    {
        float[][] strokes = ways[random.Below(ways.Length)];
        var warp = new Warp(ref random, Side);
        var canvas = new GlyphCanvas(stackalloc float[Side * Side], Side);
        float halfWidth = 1.15f + random.Around(0.4f);
        float strength = 225 + random.Around(30);
        foreach (float[] stroke in strokes)
        {
            // No hand puts two strokes together in just the same way, nor presses the pen evenly.
            float shiftX = random.Around(StrokeShift);
            float shiftY = random.Around(StrokeShift);
            float pressure = random.Around(0.35f);
            float phase = random.Around(0.5f);
            (float x0, float y0) = warp.Apply(stroke[0] + shiftX, stroke[1] + shiftY);
            for (int i = 2; i < stroke.Length; i += 2)
            {
                (float x1, float y1) = warp.Apply(stroke[i] + shiftX, stroke[i + 1] + shiftY);
                canvas.Line(
                    x0,
                    y0,
                    x1,
                    y1,
                    halfWidth * (1 + pressure * (float)Turns.Sin((double)i / stroke.Length + phase))
                );
                x0 = x1;
                y0 = y1;
            }
        }
        Develop(canvas, strength, ref random, pixels);
    }

    // Ink to pixels, with noise: little specks on the ground, a grain in the ink.
    private static void Develop(GlyphCanvas canvas, float strength, ref GlyphRandom random, Span<byte> pixels)
    {
        float noise = 6 + random.Around(6);
        for (int i = 0; i < pixels.Length; i++)
        {
            float ink = canvas.Ink(i) * strength;
            float value = ink + noise * random.Bell();
            pixels[i] = (byte)Math.Clamp(ink > 0 || value > FaintestSpeck ? value : 0, 0, 255);
        }
    }
}
