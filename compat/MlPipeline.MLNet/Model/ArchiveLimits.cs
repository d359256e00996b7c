using System.IO.Compression;

namespace Microsoft.ML.Model;

/// <summary>
/// What a model's zip may ask of the machine. A file is not to be trusted: its directory is looked at whole, names and declared
/// sizes, before anything is inflated.
/// </summary>
internal static class ArchiveLimits
{
    /// <summary>The most entries; a chain of a thousand transformers has fewer.</summary>
    public const int MostEntries = 10_000;

    /// <summary>The deepest directory; each level is a model inside another.</summary>
    public const int MostLevels = 64;

    /// <summary>The most bytes of all entries, inflated.</summary>
    public const long MostBytes = int.MaxValue;

    /// <summary>Zips that inflate to no more than this may have any ratio: many zeros are no attack.</summary>
    public const long HarmlessBytes = 64L << 20;

    /// <summary>Beyond that, the most bytes that one byte of the file may inflate to. Weights do not get shorter; names in text do, about tenfold.</summary>
    public const long MostRatio = 100;

    // No block of the deflate format makes more of a byte.
    private const long DeflateRatio = 1032, DeflateStart = 64;

    /// <exception cref="InvalidDataException">The zip exceeds a limit, or has names that lead out of it.</exception>
    public static void Check(ZipArchive archive, long fileLength)
    {
        if (archive.Entries.Count > MostEntries) throw new InvalidDataException($"The zip has {archive.Entries.Count} entries; a model has at most {MostEntries}.");
        long total = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            CheckName(entry.FullName);
            if (entry.Length < 0 || entry.CompressedLength < 0 || entry.CompressedLength > fileLength || entry.Length > entry.CompressedLength * DeflateRatio + DeflateStart)
                throw new InvalidDataException($"The entry '{entry.FullName}' says that its {entry.CompressedLength} bytes inflate to {entry.Length}, which cannot be.");
            total += entry.Length;
            if (total > MostBytes) throw new InvalidDataException($"The zip's entries inflate to more than {MostBytes} bytes.");
        }
        if (total > HarmlessBytes && total > fileLength * MostRatio) throw new InvalidDataException($"The zip's {fileLength} bytes inflate to {total}; a model's do to {MostRatio} times as many at most.");
    }

    private static void CheckName(string name)
    {
        string[] parts = name.Split('/', '\\');
        if (name.Contains(':', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal) || parts.Any(part => part is "." or "..") || parts[0].Length == 0)
            throw new InvalidDataException($"The entry '{name}' has a name that leads out of the zip.");
        if (parts.Length > MostLevels) throw new InvalidDataException($"The entry '{name[..Math.Min(name.Length, 60)]}...' lies {parts.Length} levels deep; a model's lie {MostLevels} at most.");
    }
}
