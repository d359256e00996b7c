using MlPipeline.Network.Augmentation;
using MlPipeline.Network.Memory;

namespace MlPipeline.Network.Tests.Augmentation;

/// <summary>Pictures for tests, and one resampling of them.</summary>
internal static unsafe class Pictures
{
    /// <summary>Every pixel a number of its own.</summary>
    public static float[] Random(ImageShape shape, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, shape.Size).Select(_ => random.NextSingle())];
    }

    /// <summary>A disc in the middle, soft at its border, black around it.</summary>
    public static float[] Disc(ImageShape shape, double radius) =>
        [
            .. Enumerable
                .Range(0, shape.Area)
                .Select(i =>
                    (float)
                        Math.Clamp(
                            radius
                                + 0.5
                                - Math.Sqrt(
                                    Square(i / shape.Width - (shape.Height - 1) / 2.0)
                                        + Square(i % shape.Width - (shape.Width - 1) / 2.0)
                                ),
                            0,
                            1
                        )
                ),
        ];

    /// <summary>Resamples by a map, measured from the middle, and displacements where there are any.</summary>
    public static float[] Resample(
        float[] picture,
        ImageShape shape,
        AffineMap map,
        float fill = 0,
        AlignedBuffer? dx = null,
        AlignedBuffer? dy = null
    )
    {
        var framed = new AlignedBuffer(Resampler.FramedLength(shape));
        framed.Span.Fill(fill);
        Resampler.Enframe(picture, shape, framed.Span);
        var still = new AlignedBuffer(shape.Width);
        var result = new float[shape.Size];
        fixed (float* to = result)
            Resampler.Run(
                framed.Pointer,
                shape,
                map.FromCorner(shape),
                (dx ?? still).Pointer,
                (dy ?? still).Pointer,
                dx == null ? 0 : shape.Width,
                to
            );
        return result;
    }

    /// <summary>The picture whose pixel (channel, row, column) is given.</summary>
    public static float[] Of(ImageShape shape, Func<int, int, int, float> pixel) =>
        [
            .. Enumerable
                .Range(0, shape.Size)
                .Select(i => pixel(i / shape.Area, i % shape.Area / shape.Width, i % shape.Width)),
        ];

    private static double Square(double x) => x * x;
}
