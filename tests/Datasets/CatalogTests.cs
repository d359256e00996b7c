namespace MlPipeline.Datasets.Tests;

public sealed class CatalogTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable("MLPIPELINE_DATA");
    private readonly string _directory = Directory.CreateTempSubdirectory("data-").FullName;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("MLPIPELINE_DATA", _before);
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void An_unknown_name_suggests_the_nearest() =>
        Assert.Equal("There is no data set 'fasion-mnist'; did you mean 'fashion-mnist'? There are glyphs, mnist, fashion-mnist.", Assert.Throws<DatasetException>(() => DatasetCatalog.Load("fasion-mnist")).Message);

    [Theory]
    [InlineData("adm", "adam")]
    [InlineData("ADAM", "adam")]
    [InlineData("nesterof", "nesterov")]
    [InlineData("", "sgd")]
    public void Nearest_name_counts_edits(string typed, string meant) => Assert.Equal(meant, NearestName.Of(typed, ["adam", "nesterov", "sgd"]));

    [Fact]
    public void Files_are_found_under_the_set_s_name_in_any_directory_of_the_path()
    {
        string set = Path.Combine(_directory, "second", "mnist");
        Directory.CreateDirectory(set);
        foreach (DatasetFile file in DatasetCatalog.ManifestOf("mnist")!.Files.Values) File.WriteAllBytes(Path.Combine(set, Path.GetFileNameWithoutExtension(file.Name)), []);
        Environment.SetEnvironmentVariable("MLPIPELINE_DATA", $"{Path.Combine(_directory, "first")}{Path.PathSeparator}{Path.Combine(_directory, "second")}");
        Assert.Equal(set, DatasetCatalog.Find("mnist"));
        Environment.SetEnvironmentVariable("MLPIPELINE_DATA", set);
        Assert.Equal(set, DatasetCatalog.Find("mnist"));
    }

    [SkippableFact]
    public void A_set_that_is_not_there_says_where_it_was_looked_for_and_how_to_get_it()
    {
        Environment.SetEnvironmentVariable("MLPIPELINE_DATA", _directory);
        Skip.If(DatasetCatalog.Find("mnist") != null, "Skipped: MNIST is in this machine's cache.");
        string message = Assert.Throws<DatasetException>(() => DatasetCatalog.Load("mnist")).Message;
        Assert.Contains($"'{Path.Combine(_directory, "mnist")}'", message, StringComparison.Ordinal);
        Assert.Contains("mlpipeline datasets fetch mnist", message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("mnist", "7")]
    [InlineData("fashion-mnist", "Ankle boot")]
    public void The_real_sets_load(string name, string firstTestImage)
    {
        Skip.If(DatasetCatalog.Find(name) == null, $"Skipped: {name} is not in MLPIPELINE_DATA.");
        (ImageSet train, ImageSet test) = DatasetCatalog.Load(name);
        Assert.Equal((60_000, 10_000, 28, 28, 10), (train.Count, test.Count, train.Height, train.Width, train.ClassNames.Count));
        Assert.Equal(firstTestImage, test.ClassNames[test.Labels[0]]);
    }
}
