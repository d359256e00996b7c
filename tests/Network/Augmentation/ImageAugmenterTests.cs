using FsCheck;
using FsCheck.Fluent;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Network.Tests.Augmentation;

/// <summary>What each option does, how often, and that nothing but seed, pass, row and copy decides it.</summary>
public class ImageAugmenterTests
{
    private static readonly ImageShape Shape = new(28, 28);

    private static readonly AugmentationOptions Everything = AugmentationOptions.AffineElastic with
    {
        HorizontalFlip = 0.5f,
        Brightness = 0.2f,
        Contrast = 0.3f,
        Noise = 0.1f,
        Erasing = 0.2f,
    };

    [Fact]
    public void Options_that_change_nothing_give_the_same_bits_in_every_shape()
    {
        var shapes =
            from height in Gen.Choose(1, 20)
            from width in Gen.Choose(1, 20)
            from channels in Gen.Choose(1, 4)
            select new ImageShape(height, width, channels);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(50),
            Prop.ForAll(
                shapes.ToArbitrary(),
                shape =>
                {
                    float[] picture = Pictures.Random(shape, 1);
                    return Augmented(new AugmentationOptions(), shape, picture).SequenceEqual(picture)
                        && Augmented(Everything with { KeepOriginals = true }, shape, picture).SequenceEqual(picture);
                }
            )
        );
    }

    [Fact]
    public void Every_shape_comes_out_finite_and_within_its_range()
    {
        var shapes =
            from height in Gen.Choose(1, 40)
            from width in Gen.Choose(1, 40)
            from channels in Gen.Choose(1, 4)
            select new ImageShape(height, width, channels);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(100),
            Prop.ForAll(
                shapes.ToArbitrary(),
                shape =>
                    Augmented(Everything with { Fill = 0.5f }, shape, Pictures.Random(shape, 5))
                        .All(pixel => pixel is >= 0 and <= 1)
            )
        );
    }

    [Fact]
    public void Seed_pass_row_and_copy_each_give_another_picture_and_equal_ones_the_same()
    {
        float[] picture = Pictures.Random(Shape, 1);
        float[][] pictures =
        [
            Augmented(Everything, Shape, picture),
            Augmented(Everything, Shape, picture, seed: 2),
            Augmented(Everything, Shape, picture, pass: 1),
            Augmented(Everything, Shape, picture, row: 1),
            Augmented(Everything, Shape, picture, copy: 1),
        ];
        for (int i = 0; i < pictures.Length; i++)
        for (int j = 0; j < i; j++)
            Assert.NotEqual(pictures[i], pictures[j]);
        Assert.Equal(pictures[0], Augmented(Everything, Shape, picture));
    }

    [Fact]
    public void Many_threads_in_any_order_give_the_same_bits()
    {
        var augmenter = new ImageAugmenter(Everything, Shape, 3);
        float[][] sources = [.. Enumerable.Range(0, 200).Select(i => Pictures.Random(Shape, i))];
        float[][] one = [.. sources.Select(_ => new float[Shape.Size])];
        float[][] many = [.. sources.Select(_ => new float[Shape.Size])];
        for (int i = 0; i < sources.Length; i++)
            augmenter.Augment(sources[i], one[i], 4, i);
        System.Threading.Tasks.Parallel.For(
            0,
            sources.Length,
            new ParallelOptions { MaxDegreeOfParallelism = 6 },
            i =>
                augmenter.Augment(
                    sources[sources.Length - 1 - i],
                    many[sources.Length - 1 - i],
                    4,
                    sources.Length - 1 - i
                )
        );
        Assert.Equal(one, many);
    }

    [Fact]
    public void An_operation_draws_the_same_whichever_others_are_on()
    {
        float[] picture = Pictures.Disc(Shape, 8);
        float Mean(AugmentationOptions options) => Augmented(options, Shape, picture, row: 9).Average();
        AugmentationOptions brighter = new() { Brightness = 0.1f, Pixels = new PixelRange(-5, 5) };
        Assert.Equal(Mean(brighter), Mean(brighter with { Rotation = 20, HorizontalFlip = 1 }), 0.002f);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void A_probability_is_the_share_of_pictures_that_change(float probability)
    {
        AugmentationOptions[] all =
        [
            new() { Rotation = new(20, probability) },
            new() { Shift = new(3, probability) },
            new() { Zoom = new(0.3f, probability) },
            new() { Shear = new(0.3f, probability) },
            new() { ElasticDistortion = new(34, 4, probability) },
            new() { HorizontalFlip = probability },
            new() { Brightness = new(0.3f, probability) },
            new() { Contrast = new(0.3f, probability) },
            new() { Noise = new(0.3f, probability) },
            new() { Erasing = new(0.3f, probability), Fill = 2 },
        ];
        float[] picture = Pictures.Random(Shape, 1);
        Assert.All(
            all,
            options =>
            {
                int changed = Enumerable
                    .Range(0, 400)
                    .Count(row => !Augmented(options, Shape, picture, row: row).SequenceEqual(picture));
                Assert.InRange(
                    changed / 400.0,
                    probability - 0.1 * (probability % 1 == 0 ? 0 : 1),
                    probability + 0.1 * (probability % 1 == 0 ? 0 : 1)
                );
            }
        );
    }

    [Fact]
    public void Shifts_go_to_their_limit_in_all_directions_in_pixels_or_shares()
    {
        float[] picture = Pictures.Of(Shape, (_, y, x) => y == 14 && x == 14 ? 1 : 0);
        foreach (float limit in (float[])[5, 5f / 28])
        {
            (double X, double Y)[] places =
            [
                .. Enumerable
                    .Range(0, 500)
                    .Select(row => Center(Augmented(new() { Shift = limit }, Shape, picture, row: row))),
            ];
            Assert.All(
                places,
                place => Assert.True(Math.Abs(place.X - 14) <= 5.001 && Math.Abs(place.Y - 14) <= 5.001)
            );
            Assert.True(
                places.Min(p => p.X) < 9.2
                    && places.Max(p => p.X) > 18.8
                    && places.Min(p => p.Y) < 9.2
                    && places.Max(p => p.Y) > 18.8
            );
            Assert.Equal(14, places.Average(p => p.X), 0.5);
        }
    }

    [Fact]
    public void Noise_has_a_deviation_up_to_its_limit()
    {
        var gray = new float[Shape.Size];
        double[] deviations =
        [
            .. Enumerable
                .Range(0, 200)
                .Select(row =>
                    Math.Sqrt(
                        Augmented(new() { Noise = 0.2f, Pixels = new PixelRange(-50, 50) }, Shape, gray, row: row)
                            .Average(v => v * v)
                    )
                ),
        ];
        Assert.Equal(10, deviations.Average(), 1.0);
        Assert.InRange(deviations.Max(), 18, 22);
    }

    [Fact]
    public void Contrast_keeps_the_mean_and_brightness_the_differences()
    {
        float[] picture = Pictures.Random(Shape, 1);
        var wide = new PixelRange(-10, 10);
        float[] contrasted = Augmented(new() { Contrast = 0.5f, Pixels = wide }, Shape, picture);
        float[] brightened = Augmented(new() { Brightness = 0.1f, Pixels = wide }, Shape, picture);
        Assert.Equal(picture.Average(), contrasted.Average(), 1e-4f);
        Assert.NotEqual(picture[0] - picture[1], contrasted[0] - contrasted[1], 1e-3f);
        Assert.Equal(picture[0] - picture[1], brightened[0] - brightened[1], 1e-4f);
        Assert.InRange(brightened.Average() - picture.Average(), -2, 2);
    }

    [Fact]
    public void Erasing_fills_one_rectangle_of_a_share_of_the_area_in_all_channels()
    {
        var shape = new ImageShape(20, 30, 3);
        float[] picture = Pictures.Random(shape, 1);
        for (int row = 0; row < 100; row++)
        {
            float[] erased = Augmented(new() { Erasing = 0.25f, Fill = -1 }, shape, picture, row: row);
            (int Y, int X)[] places =
            [
                .. Enumerable.Range(0, shape.Area).Where(i => erased[i] == -1).Select(i => (i / 30, i % 30)),
            ];
            int height = places.Max(p => p.Y) - places.Min(p => p.Y) + 1;
            int width = places.Max(p => p.X) - places.Min(p => p.X) + 1;
            Assert.Equal(height * width, places.Length);
            Assert.InRange(places.Length, 0.02 * shape.Area - 10, 0.25 * shape.Area + 20);
            Assert.Equal(3 * places.Length, erased.Count(pixel => pixel == -1));
        }
    }

    [Fact]
    public void Bad_options_are_told_in_a_sentence()
    {
        (string, AugmentationOptions)[] cases =
        [
            ("Rotation is 181; give 0 to 180 degrees.", new() { Rotation = 181 }),
            ("Rotation has probability 1.5; give 0 to 1.", new() { Rotation = new(10, 1.5f) }),
            ("Shift is -1; give 0 to 100000 pixels, or below 1 for a share of the side.", new() { Shift = -1 }),
            ("Zoom is 1; give 0 to 0.9.", new() { Zoom = 1 }),
            ("Shear is NaN; give 0 to 2.", new() { Shear = float.NaN }),
            ("ElasticDistortion.Alpha is -3; give 0 or more.", new() { ElasticDistortion = new(-3, 4) }),
            ("ElasticDistortion.Sigma is 0; give 0.5 to 1000 pixels.", new() { ElasticDistortion = new(3, 0) }),
            ("HorizontalFlip has probability -0.5; give 0 to 1.", new() { HorizontalFlip = -0.5f }),
            ("Brightness is 2; give 0 to 1.", new() { Brightness = 2 }),
            ("Fill is NaN; give a finite number.", new() { Fill = float.NaN }),
            ("Copies is 0; give at least 1.", new() { Copies = 0 }),
            (
                "Pixels is 1 to 0; give two finite numbers, the lower one first, such as 0 and 255.",
                new() { Pixels = new PixelRange(1, 0) }
            ),
            ("Height is 0; give at least 1.", new() { Height = 0 }),
        ];
        Assert.All(
            cases,
            c =>
                Assert.StartsWith(
                    c.Item1,
                    Assert.Throws<ArgumentOutOfRangeException>(() => new ImageAugmenter(c.Item2, Shape, 1)).Message,
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void A_picture_of_another_length_is_refused()
    {
        var augmenter = new ImageAugmenter(Everything, Shape, 1);
        Assert.Equal(
            "A picture of 28x28 has 784 values; there are 783, and room for 783.",
            Assert.Throws<ArgumentException>(() => augmenter.Augment(new float[783], new float[783], 0, 0)).Message
        );
    }

    private static float[] Augmented(
        AugmentationOptions options,
        ImageShape shape,
        float[] picture,
        int seed = 1,
        int pass = 0,
        int row = 0,
        int copy = 0
    )
    {
        var result = new float[shape.Size];
        new ImageAugmenter(options, shape, seed).Augment(picture, result, pass, row, copy);
        return result;
    }

    private static (double X, double Y) Center(float[] picture) =>
        (
            picture.Select((ink, i) => ink * (i % 28)).Sum() / picture.Sum(),
            picture.Select((ink, i) => ink * (i / 28)).Sum() / picture.Sum()
        );
}
