using MlPipeline.Foundation;

namespace MlPipeline.Cli.Input;

/// <summary>Checks that a file can be written before its content is computed, which can take minutes.</summary>
internal static class OutputFile
{
    /// <exception cref="InputException">The path is a folder, or its folder does not exist.</exception>
    /// <exception cref="FileWriteException">The file system refuses the file.</exception>
    public static void CheckWritable(string path)
    {
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new InputException($"'{path}' is a directory; give the name of a file.");
        string directory = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(directory))
            throw new InputException(
                $"'{path}' cannot be written: there is no directory '{directory}'; make it, or give another path."
            );
        AtomicFile.CheckWritable(path);
    }

    /// <summary>
    /// Checks that no two options name one file: the later one would replace what the earlier one wrote.
    /// </summary>
    /// <param name="files">The options and their files; those that are null are not written.</param>
    /// <exception cref="InputException">Two of them are the same file.</exception>
    public static void CheckDistinct(params (string Option, string? Path)[] files)
    {
        Dictionary<string, string> seen = new(
            OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase
        );
        foreach ((string option, string? path) in files)
        {
            if (path == null)
                continue;
            string real = RealPath.Of(path);
            if (!seen.TryAdd(real, option))
                throw new InputException($"{seen[real]} and {option} both name '{path}'; give each a file of its own.");
        }
    }
}
