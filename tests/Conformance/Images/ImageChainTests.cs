using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MlPipeline.Conformance.Tests.Transforms;
using MlPipeline.Images;

namespace MlPipeline.Conformance.Tests.Images;

/// <summary>From files of pictures to vectors of pixels.</summary>
public sealed class ImageChainTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void Pictures_become_vectors_of_pixels_and_do_so_after_loading_the_model()
    {
        Compat.Only("where Skia makes the pixels and the messages");
        Put("a.png", 2, 2, [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 9, 9, 9, 255]);
        IDataView paths = Paths("a.png");
        IEstimator<ITransformer> chain = _context.Transforms.LoadImages("Image", _folder, "Path")
            .Append(_context.Transforms.ResizeImages("Image", 2, 2))
            .Append(_context.Transforms.ConvertToGrayscale("Image"))
            .Append(_context.Transforms.ExtractPixels("Pixels", "Image", ImagePixelExtractingEstimator.ColorBits.Red));
        ITransformer fitted = chain.Fit(paths);

        IDataView pixels = RoundTrip.Through(_context, fitted, paths.Schema).Transform(paths);

        Assert.Equal([[76, 150, 29, 9]], Golden.Vectors(pixels, "Pixels"));
        Assert.Equal("Vector<Single, 1, 2, 2>", pixels.Schema["Pixels"].Type.ToString());
    }

    [Theory]
    [InlineData(ImagePixelExtractingEstimator.ColorBits.Rgb, ImagePixelExtractingEstimator.ColorsOrder.ARGB, false, new float[] { 1, 5, 2, 6, 3, 7 })]
    [InlineData(ImagePixelExtractingEstimator.ColorBits.Rgb, ImagePixelExtractingEstimator.ColorsOrder.ARGB, true, new float[] { 1, 2, 3, 5, 6, 7 })]
    [InlineData(ImagePixelExtractingEstimator.ColorBits.Rgb, ImagePixelExtractingEstimator.ColorsOrder.ABGR, true, new float[] { 3, 2, 1, 7, 6, 5 })]
    [InlineData(ImagePixelExtractingEstimator.ColorBits.Rgb, ImagePixelExtractingEstimator.ColorsOrder.AGBR, false, new float[] { 2, 6, 3, 7, 1, 5 })]
    [InlineData(ImagePixelExtractingEstimator.ColorBits.All, ImagePixelExtractingEstimator.ColorsOrder.ARGB, true, new float[] { 4, 1, 2, 3, 8, 5, 6, 7 })]
    [InlineData(ImagePixelExtractingEstimator.ColorBits.Alpha | ImagePixelExtractingEstimator.ColorBits.Green, ImagePixelExtractingEstimator.ColorsOrder.ARBG, false, new float[] { 4, 8, 2, 6 })]
    public void Colours_come_in_the_order_asked_for(ImagePixelExtractingEstimator.ColorBits colors, ImagePixelExtractingEstimator.ColorsOrder order, bool interleave, float[] expected)
    {
        foreach (MLPixelFormat format in new[] { MLPixelFormat.Rgba32, MLPixelFormat.Bgra32 })
        {
            byte[] bytes = format == MLPixelFormat.Rgba32 ? [1, 2, 3, 4, 5, 6, 7, 8] : [3, 2, 1, 4, 7, 6, 5, 8];
            IDataView images = _context.Data.LoadFromEnumerable([new Picture { Image = MLImage.CreateFromPixels(2, 1, format, bytes) }]);
            IDataView pixels = _context.Transforms.ExtractPixels("Pixels", "Image", colors, order, interleave).Fit(images).Transform(images);
            Assert.Equal(expected, Golden.Vectors(pixels, "Pixels").Single());
        }
    }

    [Fact]
    public void Numbers_are_offset_and_scaled_and_bytes_are_not()
    {
        IDataView images = _context.Data.LoadFromEnumerable([new Picture { Image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Rgba32, [0, 1, 2, 3, 255, 5, 6, 7]) }]);
        IDataView numbers = _context.Transforms.ExtractPixels("Pixels", "Image", ImagePixelExtractingEstimator.ColorBits.Red, offsetImage: 127.5f, scaleImage: 2 / 255f).Fit(images).Transform(images);
        Assert.Equal([-1, 1], Golden.Vectors(numbers, "Pixels").Single());
        IDataView bytes = _context.Transforms.ExtractPixels("Pixels", "Image", ImagePixelExtractingEstimator.ColorBits.Red, outputAsFloatArray: false).Fit(images).Transform(images);
        Assert.Equal([0, 255], bytes.GetColumn<byte[]>("Pixels").Single());
    }

    // A picture of 4 x 2 whose columns are 10, 20, 30, 40; both rows alike.
    [SkippableTheory]
    [InlineData(ImageResizingEstimator.ResizingKind.Fill, ImageResizingEstimator.Anchor.Center, new float[] { 15, 35, 15, 35 })]
    [InlineData(ImageResizingEstimator.ResizingKind.IsoCrop, ImageResizingEstimator.Anchor.Center, new float[] { 20, 30, 20, 30 })]
    [InlineData(ImageResizingEstimator.ResizingKind.IsoCrop, ImageResizingEstimator.Anchor.Left, new float[] { 10, 20, 10, 20 })]
    [InlineData(ImageResizingEstimator.ResizingKind.IsoCrop, ImageResizingEstimator.Anchor.Right, new float[] { 30, 40, 30, 40 })]
    [InlineData(ImageResizingEstimator.ResizingKind.IsoPad, ImageResizingEstimator.Anchor.Center, new float[] { 15, 35, 0, 0 })]
    public void Each_way_of_resizing_does_what_it_says(ImageResizingEstimator.ResizingKind kind, ImageResizingEstimator.Anchor anchor, float[] expected)
    {
        Compat.Only("where Skia makes the pixels");
        byte[] row = [10, 0, 0, 255, 20, 0, 0, 255, 30, 0, 0, 255, 40, 0, 0, 255];
        Put("wide.png", 4, 2, [.. row, .. row]);
        IDataView paths = Paths("wide.png");
        IDataView pixels = _context.Transforms.LoadImages("Image", _folder, "Path")
            .Append(_context.Transforms.ResizeImages("Small", 2, 2, "Image", kind, anchor))
            .Append(_context.Transforms.ExtractPixels("Pixels", "Small", ImagePixelExtractingEstimator.ColorBits.Red)).Fit(paths).Transform(paths);
        Assert.Equal(expected, Golden.Vectors(pixels, "Pixels").Single());
        Assert.Equal("Image<2, 2>", pixels.Schema["Small"].Type.ToString());
    }

    [SkippableFact]
    public void An_engine_takes_a_path_and_gives_the_picture()
    {
        Compat.Only("where Skia makes the pixels and the messages");
        Put("a.png", 3, 1, [1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 128]);
        ITransformer fitted = _context.Transforms.LoadImages("Image", _folder, "Path").Fit(Paths("a.png"));
        PredictionEngine<PathRow, Picture> engine = _context.Model.CreatePredictionEngine<PathRow, Picture>(fitted);
        MLImage image = engine.Predict(new PathRow { Path = "a.png" }).Image!;
        Assert.Equal((3, 1, 32, MLPixelFormat.Bgra32), (image.Width, image.Height, image.BitsPerPixel, image.PixelFormat));
        Assert.Equal([3, 2, 1, 6, 5, 4, 5, 4, 4], image.GetBGRPixels); // the last is half transparent
        Assert.EndsWith("a.png", image.Tag, StringComparison.Ordinal);
        Assert.Null(engine.Predict(new PathRow { Path = "" }).Image);
    }

    [SkippableFact]
    public void A_picture_that_is_saved_reads_back()
    {
        Compat.Only("where Skia makes the pixels and the messages");
        byte[] pixels = [10, 20, 30, 255, 0, 0, 0, 0, 64, 32, 16, 128, 1, 2, 3, 255];
        string path = Path.Combine(_folder, "saved.png");
        MLImage.CreateFromPixels(2, 2, MLPixelFormat.Bgra32, pixels).Save(path);
        Assert.Equal(pixels, MLImage.CreateFromFile(path).Pixels.ToArray());
        using FileStream stream = File.OpenRead(path);
        Assert.Equal(pixels, MLImage.CreateFromStream(stream).Pixels.ToArray());
    }

    [Fact]
    public void Raw_bytes_are_those_of_the_file()
    {
        Put("a.png", 1, 1, [1, 2, 3, 255]);
        IDataView paths = Paths("a.png");
        IDataView bytes = _context.Transforms.LoadRawImageBytes("Bytes", _folder, "Path").Fit(paths).Transform(paths);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "a.png")), bytes.GetColumn<byte[]>("Bytes").Single());
    }

    [SkippableFact]
    public void What_is_wrong_with_a_picture_names_its_file()
    {
        Compat.Only("where Skia makes the pixels and the messages");
        File.WriteAllText(Path.Combine(_folder, "bad.png"), "no picture");
        Put("tiny.png", 1, 1, [1, 2, 3, 255]);
        byte[] whole = File.ReadAllBytes(Path.Combine(_folder, "tiny.png"));
        File.WriteAllBytes(Path.Combine(_folder, "cut.png"), whole[..^14]);
        AssertFails<ArgumentException>("bad.png", "is no PNG");
        AssertFails<ArgumentException>("cut.png", "is a damaged PNG image");
        AssertFails<FileNotFoundException>("nowhere.png", "There is no image");
    }

    [SkippableFact]
    public void Pixels_of_pictures_without_a_common_size_are_refused()
    {
        Compat.Only("where Skia makes the pixels and the messages");
        var error = Assert.ThrowsAny<ArgumentException>(() => _context.Transforms.LoadImages("Image", _folder, "Path").Append(_context.Transforms.ExtractPixels("Pixels", "Image")).Fit(Paths("a.png")));
        Assert.Contains("ResizeImages", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Sizes_that_cannot_be_are_refused()
    {
        Compat.Only("where Skia makes the pixels and the messages");
        var error = Assert.ThrowsAny<ArgumentException>(() => _context.Transforms.ResizeImages("Image", 0, 28));
        Assert.Contains("0x28", error.Message, StringComparison.Ordinal);
    }

    private void AssertFails<TError>(string name, string message)
        where TError : Exception
    {
        IDataView paths = Paths(name);
        IDataView images = _context.Transforms.LoadImages("Image", _folder, "Path").Fit(paths).Transform(paths);
        var error = Assert.Throws<TError>(() => _context.Data.CreateEnumerable<Picture>(images, reuseRowObject: false).ToArray());
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private IDataView Paths(params string[] paths) => _context.Data.LoadFromEnumerable(paths.Select(path => new PathRow { Path = path }).ToArray());

    private void Put(string name, int width, int height, byte[] rgba)
    {
        using FileStream file = File.Create(Path.Combine(_folder, name));
        PngEncoder.Write(file, new RgbaImage(rgba, height, width));
    }

    private sealed class PathRow
    {
        public string Path { get; set; } = "";
    }

    private sealed class Picture
    {
        [ImageType(1, 2)]
        public MLImage? Image { get; set; }
    }
}
