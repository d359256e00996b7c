using MlPipeline.Datasets.Images;

namespace MlPipeline.Datasets.Tests;

public sealed class ImagePreprocessingTests
{
    [Fact]
    public void Inversion_is_of_all_or_of_those_with_a_light_edge()
    {
        GrayImage light = new([200, 200, 200, 200, 10, 200, 200, 200, 200], 3, 3);
        GrayImage dark = light.Invert();
        var plain = new ImagePreprocessing { Height = 3, Width = 3 };
        Assert.Equal(light.Pixels, plain.Apply(light).Pixels);
        Assert.Equal(dark.Pixels, (plain with { Inversion = ImageInversion.Yes }).Apply(light).Pixels);
        Assert.Equal(dark.Pixels, (plain with { Inversion = ImageInversion.Auto }).Apply(light).Pixels);
        Assert.Equal(dark.Pixels, (plain with { Inversion = ImageInversion.Auto }).Apply(dark).Pixels);
    }

    [Theory]
    [InlineData(nameof(ImagePreprocessing.Height), 0, 28, 1, ImageFraming.Whole)]
    [InlineData(nameof(ImagePreprocessing.Width), 28, 1025, 1, ImageFraming.Whole)]
    [InlineData(nameof(ImagePreprocessing.MaxPixels), 28, 28, 0, ImageFraming.Whole)]
    [InlineData(nameof(ImagePreprocessing.Framing), 28, 27, 1, ImageFraming.Mnist)]
    [InlineData(nameof(ImagePreprocessing.Framing), 28, 28, 1, (ImageFraming)7)]
    public void Ranges_are_checked(string name, int height, int width, long maxPixels, ImageFraming framing)
    {
        var preprocessing = new ImagePreprocessing
        {
            Height = height,
            Width = width,
            MaxPixels = maxPixels,
            Framing = framing,
        };
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(preprocessing.Validate).ParamName);
    }

    [Theory]
    [InlineData("white", 255, 255, 255)]
    [InlineData("Black", 0, 0, 0)]
    [InlineData("#0a0B0c", 10, 11, 12)]
    public void Colours_are_names_or_hexadecimal(string text, byte red, byte green, byte blue)
    {
        Assert.True(RgbColor.TryParse(text, out RgbColor color));
        Assert.Equal(new RgbColor(red, green, blue), color);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("#+12345")]
    [InlineData("112233")]
    [InlineData("whte")]
    public void What_is_no_colour_is_refused(string text) => Assert.False(RgbColor.TryParse(text, out _));

    /// <summary>Anywhere, in any size, on any paper: the same stroke gives nearly the same 28x28 pixels.</summary>
    [Fact]
    public void Framing_as_MNIST_takes_place_size_and_paper_away()
    {
        var framed = new ImagePreprocessing { Framing = ImageFraming.Mnist };
        byte[] expected = framed
            .Apply(Stroke(60, 60, top: 10, left: 20, size: 40, paper: (_, _) => 0, ink: 255))
            .Pixels;
        Assert.Equal(0, expected[0]);
        Assert.True(expected.Max() > 250);
        GrayImage[] others =
        [
            Stroke(200, 90, top: 100, left: 5, size: 80, paper: (_, _) => 0, ink: 255),
            Stroke(40, 40, top: 0, left: 0, size: 40, paper: (_, _) => 0, ink: 255),
            Stroke(120, 120, top: 15, left: 50, size: 60, paper: (y, x) => 20 + x / 2, ink: 240),
            Stroke(120, 120, top: 15, left: 50, size: 60, paper: (y, x) => 40 + (x * 7 + y * 13) % 9, ink: 200),
        ];
        foreach (GrayImage other in others)
            Assert.InRange(expected.Zip(framed.Apply(other).Pixels, (a, b) => Math.Abs(a - b)).Average(), 0, 6);
        (double y, double x) = Centre(expected);
        // As in MNIST's own files.
        Assert.InRange(y, 13.5, 14.5);
        Assert.InRange(x, 13.5, 14.5);
    }

    [Fact]
    public void Framing_as_MNIST_gives_black_where_nothing_is_drawn()
    {
        var framed = new ImagePreprocessing { Framing = ImageFraming.Mnist };
        foreach (byte gray in new byte[] { 0, 90, 255 })
            Assert.All(
                framed.Apply(new GrayImage([.. Enumerable.Repeat(gray, 50)], 5, 10)).Pixels,
                pixel => Assert.Equal(0, pixel)
            );
        Assert.Equal(784, framed.Apply(new GrayImage([0, 255], 1, 2)).Pixels.Length);
    }

    // An L with a long stem.
    private static GrayImage Stroke(
        int height,
        int width,
        int top,
        int left,
        int size,
        Func<int, int, int> paper,
        byte ink
    )
    {
        var pixels = new byte[height * width];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double v = (y - top + 0.5) / size;
                double u = (x - left + 0.5) / size;
                bool isInk = v is >= 0 and < 1 && (u is >= 0 and < 0.2 || (v >= 0.8 && u is >= 0 and < 0.6));
                pixels[y * width + x] = isInk ? ink : (byte)paper(y, x);
            }
        }
        return new GrayImage(pixels, height, width);
    }

    private static (double Y, double X) Centre(byte[] pixels)
    {
        double mass = pixels.Sum(pixel => pixel);
        return (
            pixels.Select((pixel, i) => pixel * (double)(i / 28)).Sum() / mass,
            pixels.Select((pixel, i) => pixel * (double)(i % 28)).Sum() / mass
        );
    }
}
