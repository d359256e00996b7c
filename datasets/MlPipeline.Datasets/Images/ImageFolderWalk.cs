using MlPipeline.Foundation;

namespace MlPipeline.Datasets.Images;

/// <summary>
/// Collects the files below a folder of pictures, class by class, without following a link in circles.
/// </summary>
internal sealed class ImageFolderWalk(IReadOnlyList<string> extensions)
{
    private readonly List<ImageFolderFile> _files = [];
    private readonly List<string> _otherFiles = [];
    private readonly List<string> _loopingLinks = [];

    public IReadOnlyList<ImageFolderFile> Files => _files;

    public IReadOnlyList<string> OtherFiles => _otherFiles;

    public IReadOnlyList<string> LoopingLinks => _loopingLinks;

    /// <exception cref="DatasetException">The folder holds no classes, or a class has no pictures.</exception>
    public void Visit(string path)
    {
        _otherFiles.AddRange(Visible(Directory.EnumerateFiles(path)));
        string root = RealPath.Of(path);
        bool hasClasses = false;
        foreach (string folder in Visible(Directory.EnumerateDirectories(path)))
        {
            if (IsLoop(folder, [root], out string real))
                continue;
            VisitClass(folder, [root, real]);
            hasClasses = true;
        }
        if (hasClasses)
            return;
        throw new DatasetException(
            $"'{path}' holds no folders; put the pictures of each class into a folder of its own, "
                + "called as the class."
        );
    }

    private void VisitClass(string folder, string[] above)
    {
        int files = _files.Count;
        int others = _otherFiles.Count;
        string name = Path.GetFileName(folder);
        VisitFolder(folder, name, above);
        if (_files.Count > files)
            return;
        string kinds =
            _otherFiles.Count == others ? "" : $"; it holds files of other kinds, such as '{_otherFiles[others]}'";
        throw new DatasetException(
            $"The folder '{folder}' of class '{name}' holds no pictures ({string.Join(", ", extensions)}){kinds}; "
                + "put some in, or remove it."
        );
    }

    private void VisitFolder(string folder, string name, string[] above)
    {
        foreach (string file in Visible(Directory.EnumerateFiles(folder)))
        {
            if (extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                _files.Add(new ImageFolderFile(file, name));
            else
                _otherFiles.Add(file);
        }
        foreach (string below in Visible(Directory.EnumerateDirectories(folder)))
            if (!IsLoop(below, above, out string real))
                VisitFolder(below, name, [.. above, real]);
    }

    // A folder that is its own ancestor is reached by a link only.
    private bool IsLoop(string folder, string[] above, out string real)
    {
        real = RealPath.Of(folder);
        if (!above.Contains(real, StringComparer.Ordinal))
            return false;
        _loopingLinks.Add(folder);
        return true;
    }

    private static IEnumerable<string> Visible(IEnumerable<string> paths) =>
        paths.Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal);
}
