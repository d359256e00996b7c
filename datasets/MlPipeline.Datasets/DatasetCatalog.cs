using MlPipeline.Datasets.Glyphs;
using MlPipeline.Foundation;

namespace MlPipeline.Datasets;

/// <summary>The data sets that have names.</summary>
public static class DatasetCatalog
{
    /// <summary>The built-in set.</summary>
    public const string Glyphs = "glyphs";

    private static readonly string[] FileSets = ["mnist", "fashion-mnist"];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Glyphs, .. FileSets];

    /// <summary>One line about a set.</summary>
    public static string TitleOf(string name) =>
        Known(name) == Glyphs
            ? "Glyphs: digits and letters drawn from strokes, 28x28 gray, 12,000 to train on and 2,000 to test on; "
                + "built in"
            : DatasetManifest.Load(name).Title;

    /// <summary>The manifest of a set that lies in files; null for the built-in one.</summary>
    public static DatasetManifest? ManifestOf(string name) => Known(name) == Glyphs ? null : DatasetManifest.Load(name);

    /// <summary>The directory a set lies in; null where it was not found, or is built in.</summary>
    public static string? Find(string name) =>
        ManifestOf(name) is { } manifest
            ? SearchPath(name)
                .FirstOrDefault(directory => manifest.Files.Values.All(file => FileIn(directory, file) != null))
            : null;

    /// <summary>Loads a set.</summary>
    /// <exception cref="DatasetException">There is no such set, it was not found, or its files are damaged.</exception>
    public static (ImageSet Train, ImageSet Test) Load(string name)
    {
        if (Known(name) == Glyphs)
            return GlyphsGenerator.GenerateDefault();
        (DatasetManifest manifest, string directory) = Locate(name);
        Task<ImageSet> test = Task.Run(() => Read(manifest, directory, "test"));
        try
        {
            return (Read(manifest, directory, "train"), test.GetAwaiter().GetResult());
        }
        catch
        {
            Task.WaitAny(test); // nothing reads the files any more when the caller hears of the error
            throw;
        }
    }

    /// <summary>Loads the test images of a set.</summary>
    /// <exception cref="DatasetException">There is no such set, it was not found, or its files are damaged.</exception>
    public static ImageSet LoadTest(string name)
    {
        if (Known(name) == Glyphs)
            return GlyphsGenerator.Generate(GlyphsGenerator.TestCount, first: GlyphsGenerator.TrainCount);
        (DatasetManifest manifest, string directory) = Locate(name);
        return Read(manifest, directory, "test");
    }

    /// <summary>Where fetched sets are kept.</summary>
    public static string CacheDirectory()
    {
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
        {
            cache = OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        }
        return Path.Combine(cache, "mlpipeline");
    }

    private static (DatasetManifest Manifest, string Directory) Locate(string name)
    {
        string directory =
            Find(name)
            ?? throw new DatasetException(
                $"The data set '{name}' was not found in "
                    + $"{string.Join(", ", SearchPath(name).Select(d => $"'{d}'"))}; fetch it with 'mlpipeline "
                    + $"datasets fetch {name}', or set MLPIPELINE_DATA to where it is."
            );
        return (DatasetManifest.Load(name), directory);
    }

    private static ImageSet Read(DatasetManifest manifest, string directory, string split)
    {
        DatasetFile images = manifest.Files[split + "Images"];
        DatasetFile labels = manifest.Files[split + "Labels"];
        string imagesPath = FileIn(directory, images)!;
        string labelsPath = FileIn(directory, labels)!;
        ImageSet set = IdxFile.ReadSet(imagesPath, labelsPath, manifest.ClassNames);
        DatasetChecksum.Check(manifest, set, (images, imagesPath), (labels, labelsPath));
        return set;
    }

    // Packed as it is published, or unpacked; Kaggle's copies have a point in their names, and may lie in a folder of
    // that name.
    private static string? FileIn(string directory, DatasetFile file)
    {
        string raw = Path.GetFileNameWithoutExtension(file.Name);
        string pointed = raw.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names =
        [
            file.Name,
            raw,
            pointed,
            pointed + ".gz",
            Path.Combine(raw, raw),
            Path.Combine(pointed, pointed),
        ];
        return names.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> SearchPath(string name)
    {
        string? data = Environment.GetEnvironmentVariable("MLPIPELINE_DATA");
        foreach (
            string directory in (data ?? "").Split(
                Path.PathSeparator,
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            yield return Path.Combine(directory, name);
            // A directory itself is taken only where it is named like the set: two sets have files of the same names.
            if (Path.GetFileName(Path.TrimEndingDirectorySeparator(directory)) == name)
                yield return directory;
        }
        for (DirectoryInfo? at = new(Directory.GetCurrentDirectory()); at != null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "datasets", name);
            if (Directory.Exists(candidate))
                yield return candidate;
        }
        yield return Path.Combine(CacheDirectory(), name);
    }

    private static string Known(string name)
    {
        if (Names.Contains(name))
            return name;
        throw new DatasetException(
            $"There is no data set '{name}'; did you mean '{NearestName.Of(name, Names)}'? There are "
                + $"{string.Join(", ", Names)}."
        );
    }
}
