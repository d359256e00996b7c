namespace MlPipeline.AutoTune.Storage;

/// <summary>
/// A file that one process at a time can have open. The system closes it when the process ends, however it ends.
/// </summary>
internal static class ExclusiveFile
{
    /// <summary>Opens a file, and creates it if missing; null if another process has it open.</summary>
    public static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException error)
            when (error
                    is not (
                        DirectoryNotFoundException
                        or FileNotFoundException
                        or PathTooLongException
                        or DriveNotFoundException
                    )
            )
        {
            return null;
        }
    }
}
