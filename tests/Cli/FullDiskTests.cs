using System.Diagnostics;

namespace MlPipeline.Cli.Tests;

/// <summary>A disk that is full, or a folder that takes no files, costs no file that was there.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly CommandLine _cli = new();
    private bool _mounted;

    private string Disk => _cli.PathOf("disk");

    public void Dispose()
    {
        if (_mounted)
            Run("umount", Disk);
        _cli.Dispose();
    }

    [SkippableTheory]
    [InlineData("disk/model.zip", "train", "--epochs", "1", "--model", "disk/model.zip")]
    [InlineData("disk/page.html", "train", "--epochs", "1", "--report", "disk/page.html")]
    [InlineData(
        "disk/study/model.zip",
        "sweep",
        "--trials",
        "1",
        "--space",
        "classic-small",
        "--store",
        "disk",
        "--study",
        "study"
    )]
    [InlineData("disk/glyphs.png", "datasets", "show", "glyphs", "--output", "disk/glyphs.png")]
    public void A_full_disk_is_exit_code_3_and_the_old_file_is_intact(string file, params string[] command)
    {
        MountFullDisk(bytesFree: 20_000);
        string path = _cli.PathOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "the good one");

        CommandLine.Result result = _cli.Run(command);

        Assert.True(result.ExitCode == 3, $"{result.ExitCode}: {result.Error}");
        string last = result.Error.Split('\n')[^1];
        Assert.Contains("no space is left on the device", last, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal("the good one", File.ReadAllText(path));
        Assert.DoesNotContain(
            Directory.GetFiles(Disk, "*", SearchOption.AllDirectories),
            name => name.EndsWith(".tmp", StringComparison.Ordinal)
        );
    }

    [SkippableFact]
    public void A_checkpoint_that_finds_no_room_is_a_warning_and_training_goes_on()
    {
        MountFullDisk(bytesFree: 20_000);
        File.WriteAllText(_cli.PathOf("disk/c.ckpt"), "the good one");
        CommandLine.Result result = _cli.Run("train", "--epochs", "1", "--checkpoint", "disk/c.ckpt", "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("The checkpoint 'disk/c.ckpt' cannot be written: ", result.Error, StringComparison.Ordinal);
        Assert.Equal("the good one", File.ReadAllText(_cli.PathOf("disk/c.ckpt")));
        Assert.Equal(["c.ckpt", "filler"], Directory.GetFiles(Disk).Select(Path.GetFileName).Order());
    }

    [SkippableFact]
    public void A_folder_without_write_permission_is_exit_code_3()
    {
        MountFullDisk(bytesFree: 100_000);
        Run("mount", "-o", "remount,ro", Disk);
        CommandLine.Result result = _cli.Run("train", "--epochs", "1", "--model", "disk/model.zip");
        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("'disk/model.zip' cannot be written: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Epoch", result.Output, StringComparison.Ordinal);
    }

    // A file system in memory of which almost all is taken.
    private void MountFullDisk(int bytesFree)
    {
        Skip.IfNot(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "Skipped: mounting a small file system needs Linux and root."
        );
        Directory.CreateDirectory(Disk);
        int status = Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", Disk);
        Skip.If(status != 0, "Skipped: this machine does not permit mounting a file system.");
        _mounted = true;
        File.WriteAllBytes(Path.Combine(Disk, "filler"), new byte[(1 << 20) - bytesFree]);
    }

    private static int Run(string program, params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
