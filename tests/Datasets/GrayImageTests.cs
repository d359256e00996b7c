using MlPipeline.Datasets.Images;

namespace MlPipeline.Datasets.Tests;

public sealed class GrayImageTests
{
    [Fact]
    public void Resizing_averages_the_area_a_pixel_covers()
    {
        Assert.Equal([25], new GrayImage([10, 20, 30, 40], 2, 2).Resize(1, 1).Pixels);
        Assert.All(
            new GrayImage([.. Enumerable.Repeat((byte)77, 35)], 5, 7).Resize(28, 28).Pixels,
            pixel => Assert.Equal(77, pixel)
        );
        Assert.Equal([0, 0, 255, 255], new GrayImage([0, 255], 1, 2).Resize(1, 4).Pixels);
        Assert.Equal([255, 0], new GrayImage([0, 255], 1, 2).Invert().Pixels);
    }

    [Fact]
    public void Resizing_equals_the_mean_over_a_fine_grid()
    {
        var random = new Random(5);
        foreach (
            (int height, int width, int newHeight, int newWidth) in new[]
            {
                (7, 5, 3, 4),
                (4, 9, 9, 2),
                (50, 3, 6, 6),
                (6, 6, 7, 13),
            }
        )
        {
            var pixels = new byte[height * width];
            random.NextBytes(pixels);
            GrayImage resized = new GrayImage(pixels, height, width).Resize(newHeight, newWidth);
            for (int i = 0; i < resized.Pixels.Length; i++)
            {
                double sum = 0;
                // Every result covers height x width cells of a grid of height * newHeight x width * newWidth.
                for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                    sum += pixels[
                        (i / newWidth * height + y) / newHeight * width + (i % newWidth * width + x) / newWidth
                    ];
                Assert.InRange(resized.Pixels[i] - sum / (height * width), -0.51, 0.51);
            }
        }
    }

    [Fact]
    public void Fitting_keeps_proportions_and_fills_with_the_median_of_the_edge()
    {
        GrayImage wide = new GrayImage([9, 9, 200, 9, 9, 9, 9, 9], 2, 4).Fit(4, 4);
        Assert.Equal([9, 9, 9, 9, 9, 9, 200, 9, 9, 9, 9, 9, 9, 9, 9, 9], wide.Pixels);
        GrayImage tall = new GrayImage([240, 240, 240, 0, 0, 240, 240, 240], 8, 1).Fit(4, 4);
        Assert.Equal([240, 240, 240, 240], tall.Pixels.Where((_, i) => i % 4 == 3));
        Assert.Equal(
            (28, 28),
            (new GrayImage([1, 2], 1, 2).Fit(28, 28).Height, new GrayImage([1, 2], 1, 2).Fit(28, 28).Width)
        );
        Assert.Equal([1, 1, 1, 1], new GrayImage([.. Enumerable.Repeat((byte)1, 5000)], 1, 5000).Fit(2, 2).Pixels);
    }

    [Fact]
    public void The_median_of_the_edge_leaves_the_middle_out()
    {
        Assert.Equal(5, new GrayImage([5, 5, 5, 5, 255, 5, 5, 9, 9], 3, 3).EdgeMedian());
        Assert.Equal(7, new GrayImage([7], 1, 1).EdgeMedian());
        Assert.Equal(3, new GrayImage([1, 3, 200], 1, 3).EdgeMedian());
    }
}
