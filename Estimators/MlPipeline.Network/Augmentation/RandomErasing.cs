using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Augmentation;

/// <summary>
/// Random erasing (Zhong, Zheng, Kang, Li, Yang 2020): a rectangle of random area, shape and place is overwritten, here
/// with one value. Height over width is between 0.3 and 1/0.3, as likely flat as tall.
/// </summary>
internal static class RandomErasing
{
    private const double LeastShare = 0.02;
    private const double LeastAspect = 0.3;

    /// <summary>Erases.</summary>
    /// <param name="picture">Changed.</param>
    /// <param name="shape">Its shape; the rectangle is the same in all channels.</param>
    /// <param name="most">Largest share of the area.</param>
    /// <param name="fill">The value.</param>
    /// <param name="random">Draws area, aspect and place.</param>
    public static void Apply(Span<float> picture, ImageShape shape, float most, float fill, ref RowRandom random)
    {
        double least = Math.Min(LeastShare, most);
        double area = (least + (most - least) * random.NextDouble()) * shape.Area;
        double aspect = Math.Pow(LeastAspect, random.NextSigned());
        int height = (int)Math.Clamp(Math.Round(Math.Sqrt(area * aspect)), 1, shape.Height);
        int width = (int)Math.Clamp(Math.Round(Math.Sqrt(area / aspect)), 1, shape.Width);
        int top = random.NextInt(shape.Height - height + 1);
        int left = random.NextInt(shape.Width - width + 1);
        for (int channel = 0; channel < shape.Channels; channel++)
        for (int y = top; y < top + height; y++)
            picture.Slice(channel * shape.Area + y * shape.Width + left, width).Fill(fill);
    }
}
