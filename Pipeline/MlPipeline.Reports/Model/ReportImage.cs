namespace MlPipeline.Reports;

/// <summary>A small image with a byte per value; JSON holds it in base 64.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">
/// Row by row from the top; <c>Width * Height</c> gray values, or three times as many as red, green, blue of each
/// pixel.
/// </param>
public sealed record ReportImage(int Width, int Height, byte[] Pixels);

/// <summary>An image and the name below it.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Image">The image.</param>
public sealed record LabeledImage(string Name, ReportImage Image);

/// <summary>The weights of a unit of the first layer as an image.</summary>
/// <param name="Name">The name of the unit.</param>
/// <param name="Image">128 is a weight of 0, 1 is <c>-Scale</c>, 255 is <c>+Scale</c>.</param>
/// <param name="Scale">The largest magnitude of the image, at least 0.</param>
public sealed record WeightImage(string Name, ReportImage Image, double Scale)
{
    private const int Zero = 128;
    private const int Reach = 127;

    /// <summary>The image of a unit's weights.</summary>
    /// <param name="name">The name of the unit.</param>
    /// <param name="weights">One weight per pixel, row by row.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <exception cref="ArgumentException">The weights do not fill whole rows.</exception>
    public static WeightImage Of(string name, ReadOnlySpan<float> weights, int width)
    {
        if (width < 1 || weights.Length == 0 || weights.Length % width != 0)
            throw new ArgumentException(
                $"There are {weights.Length} weights for rows of {width}; give whole rows.",
                nameof(weights)
            );
        float scale = 0;
        foreach (float weight in weights)
            scale = Math.Max(scale, Math.Abs(weight));
        var pixels = new byte[weights.Length];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(Zero + (scale > 0 ? (int)MathF.Round(weights[i] / scale * Reach) : 0));
        return new WeightImage(name, new ReportImage(width, weights.Length / width, pixels), scale);
    }
}
