using System.Globalization;

namespace MlPipeline.Datasets.Images;

/// <summary>Warns about the files of a folder of images, one sentence each.</summary>
internal static class ImageFolderWarnings
{
    /// <summary>So many files are named; more are counted.</summary>
    private const int Named = 3;

    public static IEnumerable<string> Of(ImageFolder folder)
    {
        if (folder.BadImages is { Count: > 0 } bad)
        {
            string which = Listed(bad, image => $"'{image.Path}' {image.Reason}");
            string subject = Count(bad.Count, "picture");
            yield return $"{subject} of '{folder.Path}' cannot be read and {Was(bad.Count)} left out: {which}.";
        }
        if (folder.OtherFiles is { Count: > 0 } others)
        {
            string which = Listed(others, file => $"'{file}'");
            string subject = Count(others.Count, "file");
            yield return $"{subject} of '{folder.Path}' {Was(others.Count)} left out, being of another kind or in no "
                + $"class's folder: {which}.";
        }
        if (folder.LoopingLinks is { Count: > 0 } loops)
        {
            string which = Listed(loops, link => $"'{link}'");
            string lead = loops.Count == 1 ? "leads" : "lead";
            yield return $"{Count(loops.Count, "link")} of '{folder.Path}' {lead} back to a folder above and "
                + $"{Was(loops.Count)} not followed: {which}.";
        }
        if (folder.RepeatedImages.Count > 0)
            yield return Of(folder.RepeatedImages, folder.Path);
    }

    /// <summary>The sentence about pictures that come more than once.</summary>
    public static string Of(IReadOnlyList<RepeatedImage> repeated, string path)
    {
        string which = Listed(repeated, image => $"'{image.Path}' is '{image.FirstPath}'");
        return $"{Count(repeated.Count, "picture")} of '{path}' {(repeated.Count == 1 ? "is" : "are")} the same file "
            + $"as another, and counted again: {which}.";
    }

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    private static string Was(int count) => count == 1 ? "was" : "were";

    private static string Listed<T>(IReadOnlyList<T> items, Func<T, string> name)
    {
        string more =
            items.Count > Named
                ? string.Create(CultureInfo.InvariantCulture, $"; and {items.Count - Named:N0} more")
                : "";
        return string.Join("; ", items.Take(Named).Select(name)) + more;
    }
}
