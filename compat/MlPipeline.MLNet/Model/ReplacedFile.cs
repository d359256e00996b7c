namespace Microsoft.ML.Model;

/// <summary>Writes a file whole: under another name beside it, to the disk, then in its place. Never half a file.</summary>
internal static class ReplacedFile
{
    public static void Write(string path, Action<Stream> write)
    {
        // A link stays one: what it leads to is replaced.
        string target = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        using (FileStream stream = Create(path, temporary))
        {
            try
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            catch
            {
                stream.Dispose();
                File.Delete(temporary);
                throw;
            }
        }
        try
        {
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw Unwritable(path, error);
        }
    }

    private static FileStream Create(string path, string temporary)
    {
        try
        {
            return new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, error);
        }
    }

    // .NET's message names the temporary file, which the caller does not know.
    private static Exception Unwritable(string path, Exception error) => error switch
    {
        DirectoryNotFoundException => new DirectoryNotFoundException($"Cannot write '{path}': there is no such directory.", error),
        UnauthorizedAccessException => new UnauthorizedAccessException($"Cannot write '{path}': access is denied, or it is a directory.", error),
        _ => new IOException($"Cannot write '{path}': {error.Message}", error),
    };
}
