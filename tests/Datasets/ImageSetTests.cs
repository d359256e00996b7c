namespace MlPipeline.Datasets.Tests;

public class ImageSetTests
{
    [Fact]
    public void Lengths_that_do_not_belong_together_are_said() =>
        Assert.Equal(
            "2 labels of 2x3 images need 12 pixels; there are 11.",
            Assert.Throws<DatasetException>(() => new ImageSet(new byte[11], [0, 0], 2, 3, ["a"])).Message
        );

    [Fact]
    public void A_label_without_a_class_is_named() =>
        Assert.Equal(
            "Image 1 has label 2; the set has classes 0 to 1.",
            Assert.Throws<DatasetException>(() => new ImageSet(new byte[2], [0, 2], 1, 1, ["a", "b"])).Message
        );

    [Fact]
    public void An_image_is_its_part_of_the_pixels() =>
        Assert.Equal([5, 6, 7, 8], new ImageSet([1, 2, 3, 4, 5, 6, 7, 8], [0, 0], 2, 2, ["a"]).Image(1).ToArray());
}
