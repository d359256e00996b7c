using MlPipeline.Images;

namespace MlPipeline.Datasets.Images;

/// <summary>A file of a picture and the class it belongs to.</summary>
/// <param name="Path">Where it is; as absolute as the folder that was given.</param>
/// <param name="ClassName">Its class.</param>
public sealed record ImageFolderFile(string Path, string ClassName);

/// <summary>A file that is no picture, or a damaged one, and was left out.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Reason">What is wrong with it, to go on after its name.</param>
public sealed record BadImage(string Path, string Reason);

/// <summary>
/// Pictures in folders, one a class, which is called as the folder is. Files count wherever they lie below it. All is in
/// ordinal order of names, on every machine alike; names that begin with a dot are passed over.
/// </summary>
public sealed class ImageFolder
{
    private ImageFolder(string path, ImageFolderFile[] files, BadImage[] badImages)
    {
        (Path, Files, BadImages) = (path, files, badImages);
        ClassNames = [.. files.Select(file => file.ClassName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The files, class by class.</summary>
    public IReadOnlyList<ImageFolderFile> Files { get; }

    /// <summary>The classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The files that were left out.</summary>
    public IReadOnlyList<BadImage> BadImages { get; }

    /// <summary>Looks through a folder.</summary>
    /// <param name="path">The folder that holds the classes' folders.</param>
    /// <param name="extensions">Endings of the files that count, such as <c>.png</c>; those of all formats that can be read where null.</param>
    /// <param name="skipBadImages">Whether every picture is read now and bad ones are left out; else they are errors when they are read.</param>
    /// <exception cref="DatasetException">There is no such folder, it holds no classes, or a class has no pictures.</exception>
    public static ImageFolder Read(string path, IReadOnlyList<string>? extensions = null, bool skipBadImages = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path)) throw new DatasetException(File.Exists(path) ? $"'{path}' is a file; give a folder that holds one folder for each class." : $"There is no folder '{path}'; check the path.");
        extensions = Checked(extensions ?? ImageDecoder.Extensions);
        try
        {
            string[] classes = [.. Visible(Directory.EnumerateDirectories(path))];
            if (classes.Length == 0) throw new DatasetException($"'{path}' holds no folders; put the pictures of each class into a folder of its own, called as the class.");
            List<ImageFolderFile> files = [];
            List<BadImage> badImages = [];
            foreach (string folder in classes) ReadClass(folder, extensions, skipBadImages, files, badImages);
            return new ImageFolder(path, [.. files], [.. badImages]);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new DatasetException($"'{path}' cannot be read: {error.Message.TrimEnd('.')}; check the permissions.", error);
        }
    }

    /// <summary>Two folders of these files, of which the second has the given share of every class.</summary>
    /// <param name="share">Above 0 and below 1; at least one file of a class that has two.</param>
    /// <param name="seed">Which files.</param>
    public (ImageFolder Remaining, ImageFolder Chosen) Split(double share, int seed)
    {
        if (!(share > 0 && share < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, $"The share is {share}; give one above 0 and below 1.");
        var random = new Random(seed);
        HashSet<ImageFolderFile> chosen = [];
        foreach (IGrouping<string, ImageFolderFile> ofClass in Files.GroupBy(file => file.ClassName))
        {
            ImageFolderFile[] files = [.. ofClass];
            random.Shuffle(files);
            int count = files.Length < 2 ? 0 : Math.Clamp((int)Math.Round(files.Length * share), 1, files.Length - 1);
            chosen.UnionWith(files.Take(count));
        }
        return (new ImageFolder(Path, [.. Files.Where(file => !chosen.Contains(file))], []), new ImageFolder(Path, [.. Files.Where(chosen.Contains)], []));
    }

    private static void ReadClass(string folder, IReadOnlyList<string> extensions, bool skipBadImages, List<ImageFolderFile> files, List<BadImage> badImages)
    {
        string name = System.IO.Path.GetFileName(folder);
        string[] paths = [.. Below(folder).Where(file => extensions.Contains(System.IO.Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))];
        if (paths.Length == 0) throw new DatasetException($"The folder '{folder}' of class '{name}' holds no pictures ({string.Join(", ", extensions)}); put some in, or remove it.");
        int before = files.Count;
        foreach (string path in paths)
        {
            if (skipBadImages && WhatIsWrong(path) is { } reason) badImages.Add(new BadImage(path, reason));
            else files.Add(new ImageFolderFile(path, name));
        }
        if (files.Count == before) throw new DatasetException($"All {paths.Length} pictures of class '{name}' in '{folder}' are bad: '{paths[0]}' {WhatIsWrong(paths[0])}.");
    }

    private static IEnumerable<string> Below(string folder) =>
        [.. Visible(Directory.EnumerateFiles(folder)), .. Visible(Directory.EnumerateDirectories(folder)).SelectMany(Below)];

    private static IEnumerable<string> Visible(IEnumerable<string> paths) =>
        paths.Where(path => !System.IO.Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal);

    private static string? WhatIsWrong(string path)
    {
        try
        {
            ImageDecoder.Decode(File.ReadAllBytes(path));
            return null;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return error is InvalidDataException ? error.Message : $"cannot be read: {error.Message.TrimEnd('.')}";
        }
    }

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> extensions) =>
        extensions.Count == 0 || extensions.Any(extension => extension is not ['.', _, ..])
            ? throw new ArgumentException($"The extensions are '{string.Join("', '", extensions)}'; give some, each with its dot, such as '.png'.", nameof(extensions))
            : extensions;
}
