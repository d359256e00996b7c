namespace MlPipeline.Foundation;

/// <summary>A file could not be written. What was there before is unchanged, and no temporary file is left.</summary>
public sealed class FileWriteException : IOException
{
    /// <summary>Creates the exception for a file.</summary>
    /// <param name="path">The file, as the caller named it.</param>
    /// <param name="cause">The exception of the file system.</param>
    public FileWriteException(string path, Exception cause)
        : base($"'{path}' cannot be written: {Reason(path, cause)}; {Remedy(path)}.", cause) => Path = path;

    /// <summary>The file, as the caller named it.</summary>
    public string Path { get; }

    // .NET's own messages name the temporary file, which the user does not know.
    private static string Reason(string path, Exception cause)
    {
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) ?? path;
        if (Directory.Exists(path))
            return "it is a folder";
        if (!Directory.Exists(folder))
            return $"there is no folder '{folder}'";
        return cause switch
        {
            UnauthorizedAccessException => $"access to the folder '{folder}' is denied",
            _ when DiskFull.Caused(cause) => "no space is left on the device",
            _ => cause.Message.Split(" : '")[0].TrimEnd('.'),
        };
    }

    private static string Remedy(string path) =>
        File.Exists(path)
            ? "the file that was there is unchanged"
            : "nothing was written; give another path, or change what is in the way";
}
