using MlPipeline.Datasets.Images;
using MlPipeline.Foundation;

namespace MlPipeline.Datasets.Tests;

public sealed class PngFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_reads_back()
    {
        string path = Path.Combine(_folder, "a.png");
        var random = new Random(1);
        foreach ((int height, int width) in new[] { (1, 1), (3, 7), (28, 28), (5, 200) })
        {
            var pixels = new byte[height * width];
            random.NextBytes(pixels);
            PngFile.WriteGray(path, new GrayImage(pixels, height, width));
            GrayImage back = ImageFile.ReadGray(path);
            Assert.Equal((height, width), (back.Height, back.Width));
            Assert.Equal(pixels, back.Pixels);
        }
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_cannot_be_written_is_said() =>
        Assert.Throws<FileWriteException>(() =>
            PngFile.WriteGray(Path.Combine(_folder, "no", "a.png"), new GrayImage([1], 1, 1))
        );
}
