namespace MlPipeline.Datasets.Tests;

/// <summary>The real sets, where this machine has them.</summary>
[Collection(nameof(EnvironmentCollection))]
public class RealDataTests
{
    [SkippableTheory]
    [InlineData(
        "mnist",
        new[] { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" },
        new byte[] { 5, 0, 4, 1, 9 },
        new byte[] { 7, 2, 1, 0, 4 }
    )]
    [InlineData(
        "fashion-mnist",
        new[]
        {
            "T-shirt/top",
            "Trouser",
            "Pullover",
            "Dress",
            "Coat",
            "Sandal",
            "Shirt",
            "Sneaker",
            "Bag",
            "Ankle boot",
        },
        new byte[] { 9, 0, 0, 3, 0 },
        new byte[] { 9, 2, 1, 1, 6 }
    )]
    public void A_real_set_has_its_counts_classes_and_first_labels(
        string name,
        string[] classes,
        byte[] firstTrain,
        byte[] firstTest
    )
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

    [SkippableFact]
    public void One_label_that_differs_is_noticed_and_another_type_of_values_is_not()
    {
        string? found = DatasetCatalog.Find("mnist");
        Skip.If(found == null, "Skipped: mnist is not in MLPIPELINE_DATA.");
        (ImageSet train, ImageSet test) = DatasetCatalog.Load("mnist");
        string directory = Directory.CreateTempSubdirectory("real-").FullName;
        string set = Path.Combine(directory, "mnist");
        string? before = Environment.GetEnvironmentVariable("MLPIPELINE_DATA");
        try
        {
            Directory.CreateDirectory(set);
            IdxFile.WriteSet(
                train,
                Path.Combine(set, "train-images-idx3-ubyte"),
                Path.Combine(set, "train-labels-idx1-ubyte")
            );
            IdxFile.WriteSet(
                test,
                Path.Combine(set, "t10k-images-idx3-ubyte"),
                Path.Combine(set, "t10k-labels-idx1-ubyte")
            );
            Environment.SetEnvironmentVariable("MLPIPELINE_DATA", directory);
            Assert.Equal(test.Labels, DatasetCatalog.LoadTest("mnist").Labels);

            string labels = Path.Combine(set, "t10k-labels-idx1-ubyte");
            // The same labels as 32-bit integers.
            File.WriteAllBytes(
                labels,
                [0, 0, 0x0C, 1, 0, 0, 0x27, 0x10, .. test.Labels.SelectMany(label => new byte[] { 0, 0, 0, label })]
            );
            Assert.Equal(test.Labels, DatasetCatalog.LoadTest("mnist").Labels);

            File.WriteAllBytes(
                labels,
                [0, 0, 8, 1, 0, 0, 0x27, 0x10, .. test.Labels[..^1], (byte)(9 - test.Labels[^1])]
            );
            Assert.Contains(
                $"'{labels}' is not the file of mnist",
                Assert.Throws<DatasetException>(() => DatasetCatalog.LoadTest("mnist")).Message,
                StringComparison.Ordinal
            );
        }
        finally
        {
            Environment.SetEnvironmentVariable("MLPIPELINE_DATA", before);
            Directory.Delete(directory, recursive: true);
        }
    }
}
