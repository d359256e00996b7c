using FsCheck;
using FsCheck.Fluent;
using MlPipeline.Network.Augmentation;
using MlPipeline.Network.Memory;

namespace MlPipeline.Network.Tests.Augmentation;

/// <summary>
/// What moves whole pixels moves them bit for bit; all else is bilinear interpolation, in every shape.
/// </summary>
public class ResamplerTests
{
    public static TheoryData<int, int, int> Shapes =>
        new()
        {
            { 28, 28, 1 },
            { 9, 9, 3 },
            { 5, 5, 1 },
            { 1, 1, 2 },
            { 8, 8, 1 },
        };

    public static TheoryData<int, int, int> Oblongs =>
        new()
        {
            { 28, 28, 1 },
            { 3, 17, 2 },
            { 17, 3, 1 },
            { 1, 40, 1 },
            { 6, 8, 3 },
        };

    [Theory]
    [MemberData(nameof(Oblongs))]
    public void Nothing_done_gives_the_picture(int height, int width, int channels)
    {
        var shape = new ImageShape(height, width, channels);
        float[] picture = Pictures.Random(shape, 1);
        Assert.Equal(picture, Pictures.Resample(picture, shape, AffineMap.Identity));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Quarter_turns_are_exact_and_counter_clockwise(int height, int width, int channels)
    {
        var shape = new ImageShape(height, width, channels);
        float[] picture = Pictures.Random(shape, 2);
        float[] turned = Pictures.Resample(picture, shape, Rotation.Undo(AffineMap.Identity, 90));
        // What was at the right is at the top.
        Assert.Equal(Pictures.Of(shape, (c, y, x) => picture[c * shape.Area + x * width + (width - 1 - y)]), turned);
        Assert.Equal(
            Pictures.Of(shape, (c, y, x) => picture[c * shape.Area + (height - 1 - y) * width + (width - 1 - x)]),
            Pictures.Resample(picture, shape, Rotation.Undo(AffineMap.Identity, 180))
        );
        Assert.Equal(picture, Pictures.Resample(turned, shape, Rotation.Undo(AffineMap.Identity, -90)));
    }

    [Theory]
    [MemberData(nameof(Oblongs))]
    public void Shifts_by_whole_pixels_are_exact_and_bring_the_fill_value_in(int height, int width, int channels)
    {
        var shape = new ImageShape(height, width, channels);
        float[] picture = Pictures.Random(shape, 3);
        foreach ((int right, int down) in ((int, int)[])[(1, 0), (-2, 1), (0, -3), (width, 0), (500, -500)])
        {
            float[] expected = Pictures.Of(
                shape,
                (c, y, x) =>
                    y - down is var row
                    && x - right is var column
                    && row >= 0
                    && row < height
                    && column >= 0
                    && column < width
                        ? picture[c * shape.Area + row * width + column]
                        : 7
            );
            Assert.Equal(
                expected,
                Pictures.Resample(picture, shape, Shift.Undo(AffineMap.Identity, right, down), fill: 7)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Oblongs))]
    public void A_flip_exchanges_left_and_right_and_two_give_the_picture(int height, int width, int channels)
    {
        var shape = new ImageShape(height, width, channels);
        float[] picture = Pictures.Random(shape, 4);
        float[] flipped = Pictures.Resample(picture, shape, HorizontalFlip.Undo(AffineMap.Identity));
        Assert.Equal(Pictures.Of(shape, (c, y, x) => picture[c * shape.Area + y * width + (width - 1 - x)]), flipped);
        Assert.Equal(picture, Pictures.Resample(flipped, shape, HorizontalFlip.Undo(AffineMap.Identity)));
    }

    [Fact]
    public void Any_map_with_any_displacements_is_bilinear_interpolation()
    {
        var cases =
            from height in Gen.Choose(1, 20)
            from width in Gen.Choose(1, 37)
            from channels in Gen.Choose(1, 3)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (new ImageShape(height, width, channels), seed);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(cases.ToArbitrary(), c => AgreesWithReference(c.Item1, c.seed))
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(77)]
    public void Turning_and_moving_keeps_the_ink_and_zooming_changes_it_by_the_square(double degrees)
    {
        var shape = new ImageShape(28, 28);
        float[] disc = Pictures.Disc(shape, 6);
        AffineMap map = Rotation.Undo(Shift.Undo(AffineMap.Identity, 2.3, -1.6), degrees);
        Assert.Equal(disc.Sum(), Pictures.Resample(disc, shape, map).Sum(), disc.Sum() * 0.01);
        Assert.Equal(disc.Sum(), Pictures.Resample(disc, shape, Shear.Undo(map, 0.3)).Sum(), disc.Sum() * 0.01);
        Assert.Equal(1.44 * disc.Sum(), Pictures.Resample(disc, shape, Zoom.Undo(map, 1.2)).Sum(), disc.Sum() * 0.02);
    }

    [Fact]
    public void Operations_undone_one_after_the_other_are_one_map()
    {
        var shape = new ImageShape(31, 31);
        // A point 8 to the right of the middle: zoomed to 12, slanted (it has no height), turned to the top, moved
        // right by 3.
        float[] picture = Pictures.Of(shape, (_, y, x) => y == 15 && x == 23 ? 1 : 0);
        AffineMap map = Zoom.Undo(Shear.Undo(Rotation.Undo(Shift.Undo(AffineMap.Identity, 3, 0), 90), 0.5), 1.5);
        float[] moved = Pictures.Resample(picture, shape, map);
        Assert.Equal(1, moved[(15 - 12) * 31 + 15 + 3], 5);
    }

    private static bool AgreesWithReference(ImageShape shape, int seed)
    {
        var random = new Random(seed);
        double Number(double size) => size * (2 * random.NextDouble() - 1);
        var map = new AffineMap(Number(2), Number(2), Number(9), Number(2), Number(2), Number(9));
        float[] picture = Pictures.Random(shape, seed);
        AlignedBuffer dx = new(shape.Area);
        AlignedBuffer dy = new(shape.Area);
        for (int i = 0; i < shape.Area; i++)
            (dx.Span[i], dy.Span[i]) = ((float)Number(3), (float)Number(3));
        float[] expected = Reference(picture, shape, map.FromCorner(shape), fill: -1, dx.Span, dy.Span);
        float[] actual = Pictures.Resample(picture, shape, map, fill: -1, dx, dy);
        return expected.Zip(actual).All(pair => Math.Abs(pair.First - pair.Second) < 1e-4);
    }

    private static float[] Reference(
        float[] picture,
        ImageShape shape,
        AffineMap map,
        float fill,
        ReadOnlySpan<float> dx,
        ReadOnlySpan<float> dy
    )
    {
        var result = new float[shape.Size];
        for (int i = 0; i < shape.Size; i++)
        {
            int plane = i / shape.Area * shape.Area;
            int pixel = i % shape.Area;
            int row = pixel / shape.Width;
            int column = pixel % shape.Width;
            double x = map.XX * column + map.XY * row + map.X0 + dx[pixel];
            double y = map.YX * column + map.YY * row + map.Y0 + dy[pixel];
            double At(double v, double u) =>
                v >= 0 && v < shape.Height && u >= 0 && u < shape.Width
                    ? picture[plane + (int)v * shape.Width + (int)u]
                    : fill;
            double left = Math.Floor(x);
            double top = Math.Floor(y);
            double fx = x - left;
            double fy = y - top;
            result[i] = (float)(
                (1 - fy) * ((1 - fx) * At(top, left) + fx * At(top, left + 1))
                + fy * ((1 - fx) * At(top + 1, left) + fx * At(top + 1, left + 1))
            );
        }
        return result;
    }
}
