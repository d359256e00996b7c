using System.Text;

namespace MlPipeline.Foundation.Tests;

/// <summary>A file appears whole or not at all, whatever goes wrong.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atomic-").FullName;

    private string Target => Path.Combine(_folder, "model.zip");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_written_and_replaced_and_nothing_else_is_left()
    {
        AtomicFile.WriteText(Target, "first, which is longer");
        AtomicFile.WriteText(Target, "second");
        Assert.Equal("second", File.ReadAllText(Target));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_failure_in_the_middle_leaves_the_old_file_and_no_temporary_one()
    {
        AtomicFile.WriteText(Target, "old");
        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.Write(
                Target,
                file =>
                {
                    file.Write("half of the new"u8);
                    throw new InvalidOperationException("stopped");
                }
            )
        );
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [SkippableFact]
    public void A_full_disk_is_named_and_leaves_the_old_file()
    {
        Skip.IfNot(File.Exists("/dev/full"), "This system has no /dev/full to stand for a full disk.");
        AtomicFile.WriteText(Target, "old");
        FileWriteException error = Assert.Throws<FileWriteException>(() =>
            AtomicFile.Write(
                Target,
                _ =>
                {
                    using FileStream full = new(
                        "/dev/full",
                        FileMode.Open,
                        FileAccess.Write,
                        FileShare.None,
                        bufferSize: 0
                    );
                    full.Write(new byte[1 << 16]);
                }
            )
        );
        Assert.Equal(
            $"'{Target}' cannot be written: no space is left on the device; the file that was there is unchanged.",
            error.Message
        );
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_missing_folder_and_a_folder_are_named()
    {
        string missing = Path.Combine(_folder, "missing");
        Assert.Contains(
            $"there is no folder '{missing}'",
            Assert.Throws<FileWriteException>(() => AtomicFile.WriteText(Path.Combine(missing, "a"), "")).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "it is a folder",
            Assert.Throws<FileWriteException>(() => AtomicFile.WriteText(_folder, "")).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "it is a folder",
            Assert.Throws<FileWriteException>(() => AtomicFile.CheckWritable(_folder)).Message,
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void What_a_killed_writer_left_is_removed_by_the_next_and_a_living_writer_is_not_disturbed()
    {
        string abandoned = Path.Combine(_folder, $".model.zip.{Guid.NewGuid():N}.tmp");
        File.WriteAllText(abandoned, "half");
        AtomicFile.Write(
            Target,
            outer =>
            {
                outer.Write("outer"u8);
                AtomicFile.WriteText(Target, "inner"); // another writer of the same path, in the middle of this one
            }
        );
        Assert.Equal("outer", File.ReadAllText(Target));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Files_of_others_that_look_alike_are_left_alone()
    {
        string[] others =
        [
            ".model.zip.draft.tmp",
            ".model.zip.notes.tmp",
            $".other.zip.{Guid.NewGuid():N}.tmp",
            "a.tmp",
        ];
        foreach (string name in others)
            File.WriteAllText(Path.Combine(_folder, name), "precious");
        foreach (string target in (string[])["model.zip", "*.zip", "?odel.zip"])
            AtomicFile.WriteText(Path.Combine(_folder, target), "new");
        Assert.All(others, name => Assert.True(File.Exists(Path.Combine(_folder, name)), name));
    }

    [SkippableFact]
    public void A_file_keeps_who_may_read_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (OperatingSystem.IsWindows())
            return; // for the analyzer
        AtomicFile.WriteText(Target, "old");
        File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AtomicFile.WriteText(Target, "new");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
    }

    [Fact]
    public async Task Readers_see_one_of_the_versions_and_never_a_part()
    {
        string[] versions = [.. Enumerable.Range(0, 4).Select(i => new string((char)('a' + i), 100_000))];
        AtomicFile.WriteText(Target, versions[0]);
        using CancellationTokenSource stop = new();
        Task writer = Task.Run(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
                AtomicFile.WriteText(Target, versions[i % versions.Length]);
        });
        for (int i = 0; i < 200; i++)
            Assert.Contains(File.ReadAllText(Target), versions);
        await stop.CancelAsync();
        await writer;
    }

    [SkippableFact]
    public void A_link_is_followed_and_a_device_stays_a_device()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need rights on Windows, and there is no /dev/null.");
        AtomicFile.WriteText(Target, "old");
        string link = Path.Combine(_folder, "link.zip");
        File.CreateSymbolicLink(link, Target);
        AtomicFile.WriteText(link, "new");
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.NotNull(new FileInfo(link).LinkTarget);

        AtomicFile.Write("/dev/null", file => file.Write(Encoding.UTF8.GetBytes("gone")));
        Assert.Empty(File.ReadAllBytes("/dev/null"));
    }

    [Fact]
    public void Checking_leaves_nothing_behind()
    {
        AtomicFile.CheckWritable(Target);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }
}
