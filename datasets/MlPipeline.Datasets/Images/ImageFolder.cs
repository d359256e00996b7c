namespace MlPipeline.Datasets.Images;

/// <summary>A file of a picture and the class it belongs to.</summary>
/// <param name="Path">Where it is; as absolute as the folder that was given.</param>
/// <param name="ClassName">Its class.</param>
public sealed record ImageFolderFile(string Path, string ClassName);

/// <summary>
/// Pictures in folders, one a class, which is called as the folder is. Files count wherever they lie below it; symbolic
/// links are followed. All is in ordinal order of names, on every machine alike; names that begin with a dot are passed
/// over.
/// </summary>
public sealed class ImageFolder
{
    private ImageFolder(string path, IReadOnlyList<ImageFolderFile> files)
    {
        Path = path;
        Files = files;
        ClassNames =
        [
            .. files.Select(file => file.ClassName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The pictures, class by class.</summary>
    public IReadOnlyList<ImageFolderFile> Files { get; }

    /// <summary>The classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The pictures that cannot be read and were left out.</summary>
    public IReadOnlyList<BadImage> BadImages { get; private init; } = [];

    /// <summary>
    /// The files that were left out because of their extension, or because they lie in no class's folder.
    /// </summary>
    public IReadOnlyList<string> OtherFiles { get; private init; } = [];

    /// <summary>The links that lead back to a folder above them, and were not followed.</summary>
    public IReadOnlyList<string> LoopingLinks { get; private init; } = [];

    /// <summary>The pictures that are the same file as an earlier one. They are among <see cref="Files"/>.</summary>
    public IReadOnlyList<RepeatedImage> RepeatedImages { get; private init; } = [];

    /// <summary>
    /// Sentences that count and name what was left out, what comes more than once and which links were not followed.
    /// </summary>
    public IEnumerable<string> Warnings => ImageFolderWarnings.Of(this);

    /// <summary>Looks through a folder.</summary>
    /// <param name="path">The folder that holds the classes' folders.</param>
    /// <param name="extensions">
    /// Endings of the files that count, such as <c>.png</c>, ignoring case; <see cref="ImageFormats.Extensions"/> where
    /// null.
    /// </param>
    /// <param name="skipBadImages">
    /// Whether every picture is read now and those that cannot be read are left out; otherwise they are errors when
    /// they are read.
    /// </param>
    /// <param name="maxPixels">
    /// The most pixels of a picture that can be read (<see cref="ImagePreprocessing.MaxPixels"/>).
    /// </param>
    /// <exception cref="DatasetException">
    /// There is no such folder, it holds no classes, or a class has no pictures.
    /// </exception>
    public static ImageFolder Read(
        string path,
        IReadOnlyList<string>? extensions = null,
        bool skipBadImages = false,
        long maxPixels = ImageFile.DefaultMaxPixels
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
            throw new DatasetException($"'{path}' is a file; give a folder that holds one folder for each class.");
        if (!Directory.Exists(path))
            throw new DatasetException($"There is no folder '{path}'; check the path.");
        var walk = new ImageFolderWalk(Checked(extensions ?? ImageFormats.Extensions));
        try
        {
            walk.Visit(path);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new DatasetException(
                $"'{path}' cannot be read: {error.Message.TrimEnd('.')}; check the permissions.",
                error
            );
        }
        (IReadOnlyList<ImageFolderFile> files, IReadOnlyList<BadImage> bad) = skipBadImages
            ? BadImageFilter.Part(walk.Files, maxPixels)
            : (walk.Files, []);
        return new ImageFolder(path, files)
        {
            BadImages = bad,
            OtherFiles = walk.OtherFiles,
            LoopingLinks = walk.LoopingLinks,
            RepeatedImages = RepeatedImage.Find(files.Select(file => file.Path)),
        };
    }

    /// <summary>Two folders of these pictures, of which the second has the given share of every class.
    /// Copies of one picture stay together.</summary>
    /// <param name="share">Above 0 and below 1; at least one picture of a class that has two.</param>
    /// <param name="seed">Chooses which pictures.</param>
    public (ImageFolder Remaining, ImageFolder Chosen) Split(double share, int seed)
    {
        if (!(share > 0 && share < 1))
            throw new ArgumentOutOfRangeException(
                nameof(share),
                share,
                $"The share is {share}; give one above 0 and below 1."
            );
        var random = new Random(seed);
        HashSet<ImageFolderFile> chosen = [];
        foreach (IGrouping<string, ImageFolderFile> ofClass in Files.GroupBy(file => file.ClassName))
        {
            ImageFolderFile[] files = [.. ofClass];
            random.Shuffle(files);
            int count = files.Length < 2 ? 0 : Math.Clamp((int)Math.Round(files.Length * share), 1, files.Length - 1);
            chosen.UnionWith(files.Take(count));
        }
        KeepCopiesTogether(chosen);
        return (
            new ImageFolder(Path, [.. Files.Where(file => !chosen.Contains(file))]),
            new ImageFolder(Path, [.. Files.Where(chosen.Contains)])
        );
    }

    // A test on a picture that was learned from says nothing: where one copy remains, all do.
    private void KeepCopiesTogether(HashSet<ImageFolderFile> chosen)
    {
        ILookup<string, string> copies = RepeatedImages.ToLookup(image => image.FirstPath, image => image.Path);
        ILookup<string, ImageFolderFile> files = Files.ToLookup(file => file.Path);
        foreach (IGrouping<string, string> group in copies)
        {
            ImageFolderFile[] alike = [.. group.Prepend(group.Key).SelectMany(path => files[path])];
            if (!alike.All(chosen.Contains))
                chosen.ExceptWith(alike);
        }
    }

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> extensions)
    {
        if (extensions.Count > 0 && extensions.All(extension => extension is ['.', _, ..]))
            return extensions;
        string given = string.Join("', '", extensions);
        throw new ArgumentException(
            $"The extensions are '{given}'; give some, each with its dot, such as '.png'.",
            nameof(extensions)
        );
    }
}
