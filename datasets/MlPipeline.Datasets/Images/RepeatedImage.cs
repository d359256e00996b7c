using System.Security.Cryptography;
using MlPipeline.Foundation;

namespace MlPipeline.Datasets.Images;

/// <summary>
/// A picture that is the same file as an earlier one: by a link, or as a copy with the same time of change.
/// </summary>
/// <param name="Path">Where it is.</param>
/// <param name="FirstPath">The earlier one.</param>
public sealed record RepeatedImage(string Path, string FirstPath)
{
    /// <summary>
    /// Finds pictures that come more than once in a list: the same path, symbolic and hard links, and exact copies that
    /// kept the time of change. A file is read only where another has its length and time of change.
    /// </summary>
    /// <param name="paths">The pictures, in order.</param>
    public static IReadOnlyList<RepeatedImage> Find(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        Dictionary<string, (string Path, int Place)> firsts = new(StringComparer.Ordinal);
        List<(RepeatedImage Image, int Place)> found = [];
        List<(string Path, string Real, int Place)> distinct = [];
        int place = 0;
        foreach (string path in paths)
        {
            string real = RealPath.Of(path);
            if (firsts.TryGetValue(real, out (string Path, int Place) first))
                found.Add((new(path, first.Path), place));
            else
                distinct.Add((path, real, place));
            firsts.TryAdd(real, (path, place++));
        }
        foreach (var alike in distinct.GroupBy(file => Stamp(file.Real)))
        {
            if (alike.Key.Item1 <= 0 || alike.Skip(1).FirstOrDefault().Real == null)
                continue;
            foreach (var same in alike.GroupBy(file => Hash(file.Real)).Where(group => group.Key.Length > 0))
            foreach (var (path, _, at) in same.Skip(1))
                found.Add((new(path, same.First().Path), at));
        }
        return [.. found.OrderBy(pair => pair.Place).Select(pair => pair.Image)];
    }

    private static (long Length, DateTime Changed) Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.Length, file.LastWriteTimeUtc) : (0, default);
    }

    private static string Hash(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Convert.ToHexString(SHA256.HashData(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
