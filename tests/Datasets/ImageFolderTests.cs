using MlPipeline.Datasets.Images;

namespace MlPipeline.Datasets.Tests;

public sealed class ImageFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

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
        Assert.Equal(["B/x.PNG", "a b/z.png", "a b/deeper/1.png", "b/10.png", "b/2.png"], folder.Files.Select(Relative));
        Assert.Equal(["B", "a b", "a b", "b", "b"], folder.Files.Select(file => file.ClassName));
    }

    [Fact]
    public void Only_files_of_the_extensions_asked_for_count()
    {
        Put("a/1.png");
        Put("a/2.bmp");
        Assert.Equal(["a/2.bmp"], ImageFolder.Read(_folder, [".bmp"]).Files.Select(Relative));
        Assert.Contains("'png'", Assert.Throws<ArgumentException>(() => ImageFolder.Read(_folder, ["png"])).Message, StringComparison.Ordinal);
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
        Assert.Contains("is no PNG", bad.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_a_folder_is_said()
    {
        Assert.Contains("There is no folder", Message(Path.Combine(_folder, "nowhere")), StringComparison.Ordinal);
        Assert.Contains("holds no folders", Message(_folder), StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        Assert.Contains("of class 'empty' holds no pictures", Message(_folder), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "empty", "bad.png"), "no picture");
        Assert.Contains("All 1 pictures of class 'empty'", Assert.Throws<DatasetException>(() => ImageFolder.Read(_folder, skipBadImages: true)).Message, StringComparison.Ordinal);
        Assert.Contains("is a file", Message(Path.Combine(_folder, "empty", "bad.png")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_takes_a_share_of_every_class_and_the_same_one_for_a_seed()
    {
        for (int i = 0; i < 20; i++) Put($"many/{i}.png");
        for (int i = 0; i < 3; i++) Put($"few/{i}.png");
        Put("one/1.png");
        ImageFolder folder = ImageFolder.Read(_folder);
        (ImageFolder remaining, ImageFolder chosen) = folder.Split(0.1, seed: 3);
        Assert.Equal(["few", "many", "many"], chosen.Files.Select(file => file.ClassName));
        Assert.Equal(folder.Files.Select(Relative).Order(), remaining.Files.Concat(chosen.Files).Select(Relative).Order());
        Assert.Equal(chosen.Files.Select(Relative), folder.Split(0.1, seed: 3).Chosen.Files.Select(Relative));
        Assert.NotEqual(chosen.Files.Select(Relative), folder.Split(0.1, seed: 4).Chosen.Files.Select(Relative));
    }

    private static string Message(string path) => Assert.Throws<DatasetException>(() => ImageFolder.Read(path)).Message;

    private string Relative(ImageFolderFile file) => Path.GetRelativePath(_folder, file.Path).Replace('\\', '/');

    private void Put(string name)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        PngFile.WriteGray(path, new GrayImage([0, 255], 1, 2));
    }
}
