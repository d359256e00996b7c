namespace MlPipeline.Datasets.Tests;

/// <summary>The real sets, where this machine has them.</summary>
[Collection(nameof(EnvironmentCollection))]
public class RealDataTests
{
    [SkippableTheory]
    [InlineData("mnist", new[] { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" }, new byte[] { 5, 0, 4, 1, 9 }, new byte[] { 7, 2, 1, 0, 4 })]
    [InlineData(
        "fashion-mnist",
        new[] { "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot" },
        new byte[] { 9, 0, 0, 3, 0 },
        new byte[] { 9, 2, 1, 1, 6 })]
    public void A_real_set_has_its_counts_classes_and_first_labels(string name, string[] classes, byte[] firstTrain, byte[] firstTest)
    {
        Skip.If(DatasetCatalog.Find(name) == null, $"Skipped: {name} is not in MLPIPELINE_DATA.");
        (ImageSet train, ImageSet test) = DatasetCatalog.Load(name);
        Assert.Equal((60_000, 28, 28), (train.Count, train.Height, train.Width));
        Assert.Equal((10_000, 28, 28), (test.Count, test.Height, test.Width));
        Assert.Equal(classes, train.ClassNames);
        Assert.Equal(firstTrain, train.Labels[..5]);
        Assert.Equal(firstTest, test.Labels[..5]);
        Assert.Equal(test.Pixels, DatasetCatalog.LoadTest(name).Pixels);
    }
}
