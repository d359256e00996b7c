namespace MlPipeline.Datasets.Images;

/// <summary>Parts pictures that can be read from those that cannot, by reading them all.</summary>
internal static class BadImageFilter
{
    /// <exception cref="DatasetException">No picture of a class can be read.</exception>
    public static (IReadOnlyList<ImageFolderFile> Good, IReadOnlyList<BadImage> Bad) Part(
        IReadOnlyList<ImageFolderFile> files,
        long maxPixels
    )
    {
        var reasons = new string?[files.Count];
        Parallel.For(0, files.Count, i => ImageFile.TryReadGray(files[i].Path, null, maxPixels, out _, out reasons[i]));
        foreach (IGrouping<string, int> ofClass in Enumerable.Range(0, files.Count).GroupBy(i => files[i].ClassName))
        {
            if (ofClass.Any(i => reasons[i] == null))
                continue;
            int first = ofClass.First();
            throw new DatasetException(
                $"All {ofClass.Count()} pictures of class '{ofClass.Key}' are bad: "
                    + $"'{files[first].Path}' {reasons[first]}."
            );
        }
        return (
            [.. files.Where((_, i) => reasons[i] == null)],
            [
                .. Enumerable
                    .Range(0, files.Count)
                    .Where(i => reasons[i] != null)
                    .Select(i => new BadImage(files[i].Path, reasons[i]!)),
            ]
        );
    }
}
