using MlPipeline.Foundation;

namespace MlPipeline.Cli.Input;

/// <summary>Checks that a file can be written before minutes go into making it.</summary>
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
}
