namespace MlPipeline.Foundation;

/// <summary>
/// Writes files that appear whole or not at all: the content goes into a temporary file in the same folder, is flushed
/// to the disk and then takes the file's name. When anything fails, the old file is unchanged and the temporary file is
/// removed; one that a killed process left is removed by the next write to the same path.
/// </summary>
public static class AtomicFile
{
    private const string TemporaryExtension = ".tmp";
    private const int GuidLength = 32;

    /// <summary>Writes a file, replacing the one that is there.</summary>
    /// <param name="path">
    /// The file. A symbolic link is followed; a device such as <c>/dev/null</c> is written to directly.
    /// </param>
    /// <param name="write">Writes the content. What it throws reaches the caller, and the old file stays.</param>
    /// <exception cref="FileWriteException">
    /// The file cannot be written, or <paramref name="write"/> found no room for it.
    /// </exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        try
        {
            if (IsDevice(path))
                WriteDirectly(path, write);
            else
                Replace(Target(path), write);
        }
        catch (Exception error) when (error is (IOException or UnauthorizedAccessException) and not FileWriteException)
        {
            throw new FileWriteException(path, error);
        }
    }

    /// <summary>Writes text in UTF-8 without a byte order mark.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteText(string path, string content) =>
        Write(path, file => file.Write(System.Text.Encoding.UTF8.GetBytes(content)));

    /// <summary>
    /// Checks that a file can be written, before its content is computed. Leaves nothing behind.
    /// </summary>
    /// <exception cref="FileWriteException">The file cannot be written.</exception>
    public static void CheckWritable(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (IsDevice(path))
            return;
        try
        {
            string target = Target(path);
            if (Directory.Exists(target))
                throw new IOException("it is a folder");
            using FileStream probe = new(
                Temporary(target),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 0,
                FileOptions.DeleteOnClose
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FileWriteException(path, error);
        }
    }

    private static void Replace(string target, Action<Stream> write)
    {
        RemoveAbandoned(target);
        string temporary = Temporary(target);
        try
        {
            // The handle stays open until the file has its name, so that RemoveAbandoned of another writer finds it in
            // use.
            using FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Delete);
            KeepMode(target, file);
            write(file);
            file.Flush(flushToDisk: true);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    // A file that only its owner may read stays one.
    private static void KeepMode(string target, FileStream file)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(target))
            File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(target));
    }

    private static void WriteDirectly(string path, Action<Stream> write)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write);
        write(file);
    }

    // Names of their own, so that two writers of one path do not mix their bytes: the last to finish wins.
    private static string Temporary(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, $"{TemporaryStart(target)}{Guid.NewGuid():N}{TemporaryExtension}");

    private static string TemporaryStart(string target) => $".{Path.GetFileName(target)}.";

    // Only what Temporary names: other files that end in .tmp belong to somebody else.
    private static bool IsTemporary(string file, string start) =>
        Path.GetFileName(file) is var name
        && name.StartsWith(start, StringComparison.Ordinal)
        && name.EndsWith(TemporaryExtension, StringComparison.Ordinal)
        && name.Length == start.Length + GuidLength + TemporaryExtension.Length
        && Guid.TryParseExact(name.AsSpan(start.Length, GuidLength), "N", out _);

    private static void RemoveAbandoned(string target)
    {
        string start = TemporaryStart(target);
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(target)!))
        {
            if (!IsTemporary(file, start))
                continue;
            try
            {
                // Opening without sharing fails while its writer lives.
                new FileStream(
                    file,
                    FileMode.Open,
                    FileAccess.ReadWrite,
                    FileShare.None,
                    bufferSize: 0,
                    FileOptions.DeleteOnClose
                ).Dispose();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // In use, or not ours to remove: it does not keep this file from being written.
            }
        }
    }

    private static string Target(string path) =>
        Path.GetFullPath(
            new FileInfo(path) is { LinkTarget: not null } link
                ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName
                : path
        );

    // Renaming a file over a device would replace the device.
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows()
        && Path.GetFullPath(path) is var full
        && (full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal));
}
