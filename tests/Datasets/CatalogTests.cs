namespace MlPipeline.Datasets.Tests;

/// <summary>Tests that set environment variables, which the whole process shares: nothing runs beside them.</summary>
[CollectionDefinition(nameof(EnvironmentCollection), DisableParallelization = true)]
#pragma warning disable CA1711 // xunit's word for it
public class EnvironmentCollection;
#pragma warning restore CA1711

[Collection(nameof(EnvironmentCollection))]
public sealed class CatalogTests : IDisposable
{
    private const string Data = "MLPIPELINE_DATA";
    private const string Cache = "XDG_CACHE_HOME";

    private readonly string? _data = Environment.GetEnvironmentVariable(Data);
    private readonly string? _cache = Environment.GetEnvironmentVariable(Cache);
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly string _directory = Directory.CreateTempSubdirectory("data-").FullName;
    private readonly string _first;
    private readonly string _second;
    private readonly string _working;
    private readonly string _inCache;

    public CatalogTests()
    {
        _first = Path.Combine(_directory, "first");
        _second = Path.Combine(_directory, "second");
        _working = Path.Combine(_directory, "work", "below");
        _inCache = Path.Combine(_directory, "cache", "mlpipeline", "mnist");
        Directory.CreateDirectory(_working);
        Directory.SetCurrentDirectory(_working);
        Environment.SetEnvironmentVariable(Data, $"{_first}{Path.PathSeparator}{_second}");
        Environment.SetEnvironmentVariable(Cache, Path.Combine(_directory, "cache"));
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Data, _data);
        Environment.SetEnvironmentVariable(Cache, _cache);
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void The_names_are_those_of_the_readme() =>
        Assert.Equal(["glyphs", "mnist", "fashion-mnist"], DatasetCatalog.Names);

    [Fact]
    public void An_unknown_name_suggests_the_nearest()
    {
        const string Message =
            "There is no data set 'fasion-mnist'; did you mean 'fashion-mnist'? There are glyphs, mnist, "
            + "fashion-mnist.";
        foreach (
            Action use in new Action[]
            {
                () => DatasetCatalog.Load("fasion-mnist"),
                () => DatasetCatalog.LoadTest("fasion-mnist"),
                () => DatasetCatalog.Find("fasion-mnist"),
                () => DatasetCatalog.TitleOf("fasion-mnist"),
            }
        )
            Assert.Equal(Message, Assert.Throws<DatasetException>(use).Message);
    }

    [Fact]
    public void Every_set_in_files_has_its_title_addresses_and_checksums()
    {
        Assert.Null(DatasetCatalog.ManifestOf("glyphs"));
        foreach (string name in new[] { "mnist", "fashion-mnist" })
        {
            DatasetManifest manifest = DatasetCatalog.ManifestOf(name)!;
            Assert.Equal((name, manifest.Title), (manifest.Name, DatasetCatalog.TitleOf(name)));
            Assert.Equal(10, manifest.ClassNames.Count);
            Assert.All(
                manifest.Addresses,
                address => Assert.EndsWith("/", new Uri(address).ToString(), StringComparison.Ordinal)
            );
            Assert.Equal(["testImages", "testLabels", "trainImages", "trainLabels"], manifest.Files.Keys.Order());
            Assert.All(manifest.Files.Values, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
        }
    }

    [Fact]
    public void The_first_directory_of_the_search_order_that_has_the_set_is_taken()
    {
        string above = Path.Combine(_directory, "work", "datasets", "mnist");
        string[] order =
        [
            Path.Combine(_first, "mnist"),
            Path.Combine(_second, "mnist"),
            Path.Combine(_working, "datasets", "mnist"),
            above,
            _inCache,
        ];
        foreach (string directory in order.Reverse())
        {
            PutFiles(directory);
            Assert.Equal(directory, DatasetCatalog.Find("mnist"));
        }
        Assert.Null(DatasetCatalog.Find("glyphs"));
    }

    [Fact]
    public void A_directory_that_lacks_a_file_is_passed_over()
    {
        PutFiles(Path.Combine(_first, "mnist"));
        File.Delete(Path.Combine(_first, "mnist", "t10k-labels-idx1-ubyte"));
        PutFiles(Path.Combine(_second, "mnist"));
        Assert.Equal(Path.Combine(_second, "mnist"), DatasetCatalog.Find("mnist"));
    }

    [Fact]
    public void The_set_s_own_directory_may_be_given_but_not_another_s()
    {
        string set = Path.Combine(_directory, "mnist");
        PutFiles(set);
        Environment.SetEnvironmentVariable(Data, set);
        Assert.Equal(set, DatasetCatalog.Find("mnist"));
        Assert.Null(DatasetCatalog.Find("fashion-mnist")); // its files have the same names
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-images.idx3-ubyte")] // Kaggle's names
    [InlineData("train-images-idx3-ubyte", "train-images-idx3-ubyte/train-images-idx3-ubyte")] // and its folders
    public void Files_are_found_under_the_names_that_other_sites_give_them(string name, string other)
    {
        PutFiles(_inCache);
        string renamed = Path.Combine(_inCache, other);
        string aside = Path.Combine(_directory, "aside");
        File.Move(Path.Combine(_inCache, name), aside);
        Assert.Null(DatasetCatalog.Find("mnist"));
        Directory.CreateDirectory(Path.GetDirectoryName(renamed)!);
        File.Move(aside, renamed);
        Assert.Equal(_inCache, DatasetCatalog.Find("mnist"));
    }

    [Fact]
    public void Files_that_hold_something_else_are_not_taken_for_the_set()
    {
        PutFiles(_inCache);
        foreach (Action load in (Action[])[() => DatasetCatalog.Load("mnist"), () => DatasetCatalog.LoadTest("mnist")])
        {
            string message = Assert.Throws<DatasetException>(load).Message;
            Assert.Contains(
                "-images-idx3-ubyte' is not the file of mnist: the SHA-256 of its content is ",
                message,
                StringComparison.Ordinal
            );
            Assert.EndsWith(
                "remove it and fetch it with 'mlpipeline datasets fetch mnist'.",
                message,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void A_set_that_is_not_there_says_where_it_was_looked_for_and_how_to_get_it()
    {
        string places = string.Join(
            ", ",
            new[] { Path.Combine(_first, "mnist"), Path.Combine(_second, "mnist"), _inCache }.Select(d => $"'{d}'")
        );
        string message =
            $"The data set 'mnist' was not found in {places}; fetch it with 'mlpipeline datasets fetch mnist', or "
            + "set MLPIPELINE_DATA to where it is.";
        Assert.Equal(message, Assert.Throws<DatasetException>(() => DatasetCatalog.Load("mnist")).Message);
        Assert.Equal(message, Assert.Throws<DatasetException>(() => DatasetCatalog.LoadTest("mnist")).Message);
    }

    // A tiny set under the real files' names, unpacked.
    private static void PutFiles(string directory)
    {
        Directory.CreateDirectory(directory);
        foreach ((string split, int count) in new[] { ("train", 3), ("t10k", 2) })
        {
            byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)i)];
            IdxFile.WriteSet(
                new ImageSet(new byte[4 * count], labels, 2, 2, ["a", "b", "c"]),
                Path.Combine(directory, $"{split}-images-idx3-ubyte"),
                Path.Combine(directory, $"{split}-labels-idx1-ubyte")
            );
        }
    }
}
