namespace MlPipeline.Cli.Input;

/// <summary>Checks that a file can be written before minutes go into making it.</summary>
internal static class OutputFile
{
    /// <exception cref="InputException">It cannot.</exception>
    public static void CheckWritable(string path)
    {
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full)) throw new InputException($"'{path}' is a directory; give the name of a file.");
        string directory = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(directory)) throw new InputException($"'{path}' cannot be written: there is no directory '{directory}'; make it, or give another path.");
        string probe = Path.Combine(directory, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}");
        try
        {
            File.Create(probe).Dispose();
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{path}' cannot be written: {error.Message.TrimEnd('.')}; give another path.");
        }
    }
}
