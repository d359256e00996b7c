namespace MlPipeline.Foundation;

/// <summary>Where a path leads when all symbolic links in it are followed.</summary>
public static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The path without links; the full path as it is where a link leads nowhere or back to itself.</summary>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        try
        {
            int links = 0;
            return Follow(full, ref links) ?? full;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return full;
        }
    }

    private static string? Follow(string full, ref int links)
    {
        if (Path.GetDirectoryName(full) is not { } parent)
            return full;
        if (Follow(parent, ref links) is not { } realParent)
            return null;
        string here = Path.Combine(realParent, Path.GetFileName(full));
        if (new FileInfo(here).LinkTarget is not { } target)
            return here;
        return ++links > MostLinks ? null : Follow(Path.GetFullPath(target, realParent), ref links);
    }
}
