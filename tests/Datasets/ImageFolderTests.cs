using MlPipeline.Datasets.Images;

namespace MlPipeline.Datasets.Tests;

public sealed class ImageFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Copies_of_a_picture_are_never_on_both_sides_of_a_split()
    {
        var time = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (string name in (string[])["a", "b"])
        {
            string folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
            for (int i = 0; i < 20; i++)
            {
                string first = Path.Combine(folder, $"{i:D2}.png");
                PngFile.WriteGray(first, new GrayImage([(byte)i, (byte)name[0], 1, 2], Height: 2, Width: 2));
                File.SetLastWriteTimeUtc(first, time);
                if (i % 2 == 0)
                    File.Copy(first, Path.Combine(folder, $"copy-{i:D2}.png"));
            }
        }
        ImageFolder all = ImageFolder.Read(_folder);
        Assert.Equal(20, all.RepeatedImages.Count);
        for (int seed = 0; seed < 20; seed++)
        {
            (ImageFolder remaining, ImageFolder chosen) = all.Split(0.3, seed);
            HashSet<string> learned = [.. remaining.Files.Select(file => File.ReadAllText(file.Path))];
            Assert.NotEmpty(chosen.Files);
            Assert.DoesNotContain(chosen.Files, file => learned.Contains(File.ReadAllText(file.Path)));
            Assert.Equal(all.Files.Count, remaining.Files.Count + chosen.Files.Count);
        }
    }

    [Fact]
    public void Files_come_in_ordinal_order_with_the_folder_as_class()
    {
        Put("b/2.png");
        Put("b/10.png");
        Put("B/x.PNG");
        Put("a b/deeper/1.png");
        Put("a b/z.png");
        Put("a b/.hidden.png");
        Put(".git/1.png");
        File.WriteAllText(Path.Combine(_folder, "b", "notes.txt"), "no picture");
        ImageFolder folder = ImageFolder.Read(_folder);
        Assert.Equal(["B", "a b", "b"], folder.ClassNames);
        Assert.Equal(
            ["B/x.PNG", "a b/z.png", "a b/deeper/1.png", "b/10.png", "b/2.png"],
            folder.Files.Select(Relative)
        );
        Assert.Equal(["B", "a b", "a b", "b", "b"], folder.Files.Select(file => file.ClassName));
    }

    [Fact]
    public void Only_files_of_the_extensions_asked_for_count()
    {
        Put("a/1.png");
        Put("a/2.bmp");
        Assert.Equal(["a/2.bmp"], ImageFolder.Read(_folder, [".bmp"]).Files.Select(Relative));
        Assert.Contains(
            "'png'",
            Assert.Throws<ArgumentException>(() => ImageFolder.Read(_folder, ["png"])).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Bad_images_are_left_out_and_listed_where_that_is_asked_for()
    {
        Put("a/1.png");
        Put("b/1.png");
        File.WriteAllText(Path.Combine(_folder, "a", "bad.png"), "no picture");
        Assert.Equal(3, ImageFolder.Read(_folder).Files.Count);
        ImageFolder folder = ImageFolder.Read(_folder, skipBadImages: true);
        Assert.Equal(["a/1.png", "b/1.png"], folder.Files.Select(Relative));
        BadImage bad = Assert.Single(folder.BadImages);
        Assert.EndsWith("bad.png", bad.Path, StringComparison.Ordinal);
        Assert.Contains("is no PNG, JPEG", bad.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_a_folder_is_said()
    {
        Assert.Contains("There is no folder", Message(Path.Combine(_folder, "nowhere")), StringComparison.Ordinal);
        Assert.Contains("holds no folders", Message(_folder), StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        Assert.Contains("of class 'empty' holds no pictures", Message(_folder), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "empty", "bad.png"), "no picture");
        Assert.Contains(
            "All 1 pictures of class 'empty'",
            Assert.Throws<DatasetException>(() => ImageFolder.Read(_folder, skipBadImages: true)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains("is a file", Message(Path.Combine(_folder, "empty", "bad.png")), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_other_kinds_are_listed_wherever_they_lie()
    {
        Put("a/1.png");
        Put("a/deeper/2.png");
        foreach (string name in new[] { "readme.txt", "top.png", "a/1.pnm", "a/deeper/Thumbs.db", "a/.hidden" })
            File.WriteAllText(Path.Combine(_folder, name), "x");
        ImageFolder folder = ImageFolder.Read(_folder);
        Assert.Equal(["readme.txt", "top.png", "a/1.pnm", "a/deeper/Thumbs.db"], folder.OtherFiles.Select(Relative));
        Assert.Equal(2, folder.Files.Count);
    }

    [Fact]
    public void Links_that_lead_back_are_not_followed()
    {
        Put("a/1.png");
        Put("b/c/2.png");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "a", "self"), Path.Combine(_folder, "a"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "b", "c", "up"), "../..");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "z"), _folder);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "b", "round"), "round");
        ImageFolder folder = ImageFolder.Read(_folder);
        Assert.Equal(["a/1.png", "b/c/2.png"], folder.Files.Select(Relative));
        Assert.Equal(["a/self", "b/c/up", "z"], folder.LoopingLinks.Select(Relative));
    }

    [Fact]
    public void A_file_met_twice_is_noticed_by_symbolic_link_hard_link_and_exact_copy()
    {
        Put("a/1.png");
        Put("a/3.png", 9);
        Put("b/other.png", 20);
        string first = Path.Combine(_folder, "a", "1.png");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "c"), Path.Combine(_folder, "b"));
        File.CreateSymbolicLink(Path.Combine(_folder, "a", "2.png"), "1.png");
        File.Copy(first, Path.Combine(_folder, "b", "copy.png"));
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "b", "copy.png"), File.GetLastWriteTimeUtc(first));
        // Another picture of the same length and time.
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "a", "3.png"), File.GetLastWriteTimeUtc(first));
        bool isLinked = TryHardLink(first, Path.Combine(_folder, "b", "hard.png"));
        string[] expected =
        [
            "a/2.png a/1.png",
            "b/copy.png a/1.png",
            .. isLinked ? (string[])["b/hard.png a/1.png"] : [],
            "c/copy.png b/copy.png",
            .. isLinked ? (string[])["c/hard.png b/hard.png"] : [],
            "c/other.png b/other.png",
        ];
        Assert.Equal(
            expected,
            ImageFolder.Read(_folder).RepeatedImages.Select(pair => $"{Relative(pair.Path)} {Relative(pair.FirstPath)}")
        );
        Assert.Equal(["x"], RepeatedImage.Find(["x", "./x"]).Select(pair => pair.FirstPath));
    }

    [Fact]
    public void What_is_too_large_is_bad()
    {
        Put("a/1.png");
        Put("a/2.png");
        PngFile.WriteGray(Path.Combine(_folder, "a", "large.png"), new GrayImage(new byte[300], 3, 100));
        BadImage bad = Assert.Single(ImageFolder.Read(_folder, skipBadImages: true, maxPixels: 299).BadImages);
        Assert.Contains("declares 100x3 pixels", bad.Reason, StringComparison.Ordinal);
        Assert.Empty(ImageFolder.Read(_folder, skipBadImages: true, maxPixels: 300).BadImages);
    }

    [Fact]
    public void A_split_takes_a_share_of_every_class_and_the_same_one_for_a_seed()
    {
        for (int i = 0; i < 20; i++)
            Put($"many/{i}.png");
        for (int i = 0; i < 3; i++)
            Put($"few/{i}.png");
        Put("one/1.png");
        ImageFolder folder = ImageFolder.Read(_folder);
        (ImageFolder remaining, ImageFolder chosen) = folder.Split(0.1, seed: 3);
        Assert.Equal(["few", "many", "many"], chosen.Files.Select(file => file.ClassName));
        Assert.Equal(
            folder.Files.Select(Relative).Order(),
            remaining.Files.Concat(chosen.Files).Select(Relative).Order()
        );
        Assert.Equal(chosen.Files.Select(Relative), folder.Split(0.1, seed: 3).Chosen.Files.Select(Relative));
        Assert.NotEqual(chosen.Files.Select(Relative), folder.Split(0.1, seed: 4).Chosen.Files.Select(Relative));
    }

    private static string Message(string path) => Assert.Throws<DatasetException>(() => ImageFolder.Read(path)).Message;

    private string Relative(ImageFolderFile file) => Relative(file.Path);

    private string Relative(string path) => Path.GetRelativePath(_folder, path).Replace('\\', '/');

    private static bool TryHardLink(string file, string link)
    {
        if (OperatingSystem.IsWindows())
            return false;
        using var ln = System.Diagnostics.Process.Start("ln", [file, link]);
        ln.WaitForExit();
        return ln.ExitCode == 0;
    }

    private void Put(string name, byte gray = 255)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        PngFile.WriteGray(path, new GrayImage([0, gray], 1, 2));
    }
}
