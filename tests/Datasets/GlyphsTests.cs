using MlPipeline.Datasets.Glyphs;

namespace MlPipeline.Datasets.Tests;

public class GlyphsTests
{
    [Fact]
    public void The_set_is_the_same_for_any_number_of_threads()
    {
        Assert.Equal(
            GlyphsGenerator.Generate(500, maxDegreeOfParallelism: 1).Pixels,
            GlyphsGenerator.Generate(500, maxDegreeOfParallelism: 4).Pixels
        );
    }

    [Fact]
    public void An_image_depends_on_seed_and_number_only()
    {
        ImageSet all = GlyphsGenerator.Generate(60);
        ImageSet later = GlyphsGenerator.Generate(20, first: 40);
        for (int i = 0; i < 20; i++)
            Assert.Equal(all.Image(40 + i).ToArray(), later.Image(i).ToArray());
        Assert.NotEqual(all.Pixels, GlyphsGenerator.Generate(60, seed: 29).Pixels);
    }

    [Fact]
    public void The_named_set_is_balanced_inked_and_its_parts_do_not_overlap()
    {
        (ImageSet train, ImageSet test) = DatasetCatalog.Load("glyphs");
        Assert.Equal(
            (12_000, 2_000, 28, 28, 20),
            (train.Count, test.Count, train.Height, train.Width, train.ClassNames.Count)
        );
        Assert.All(train.Labels.GroupBy(label => label), group => Assert.Equal(600, group.Count()));
        Assert.All(
            Enumerable.Range(0, test.Count),
            i => Assert.InRange(test.Image(i).ToArray().Count(pixel => pixel > 128), 15, 300)
        );
        HashSet<string> seen =
        [
            .. Enumerable.Range(0, train.Count).Select(i => Convert.ToBase64String(train.Image(i))),
        ];
        Assert.Equal(train.Count, seen.Count);
        Assert.DoesNotContain(
            Enumerable.Range(0, test.Count),
            i => seen.Contains(Convert.ToBase64String(test.Image(i)))
        );
        Assert.Equal(test.Pixels, DatasetCatalog.LoadTest("glyphs").Pixels);
    }
}
