using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using MlPipeline.Datasets.Images;
using SkiaSharp;

namespace MlPipeline.Datasets.Tests;

/// <summary>
/// Files of every kind, from an independent writer (fixtures/make.py) or from SkiaSharp, as gray images.
/// </summary>
public sealed class ImageFileTests : IDisposable
{
    private static readonly Fixture[] Fixtures = JsonSerializer.Deserialize<Fixture[]>(
        File.ReadAllText(FixtureFile()),
        JsonSerializerOptions.Web
    )!;

    private readonly string _path = Path.GetTempFileName();

    public static TheoryData<string> Names => [.. Fixtures.Select(fixture => fixture.Name)];

    public static TheoryData<string> Prefixed =>
        [.. Fixtures.Select(fixture => fixture.Name), "jpeg", "gray-jpeg", "webp", "lossless-webp"];

    public void Dispose() => File.Delete(_path);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_of_file_gives_the_luma_of_its_pixels_on_the_background(string name)
    {
        Fixture fixture = Fixtures.Single(f => f.Name == name);
        File.WriteAllBytes(_path, fixture.File);
        foreach (RgbColor background in new[] { RgbColor.White, new RgbColor(10, 200, 30) })
        {
            GrayImage image = ImageFile.ReadGray(_path, background);
            Assert.Equal((fixture.Height, fixture.Width), (image.Height, image.Width));
            Assert.Equal(fixture.Gray(background).Length, image.Pixels.Length);
            // Luma and alpha are rounded one after the other; 16 bits a channel, alpha included, become 8 by cutting.
            double error = name.Contains("-16", StringComparison.Ordinal) ? 2.5 : 1.01;
            Assert.All(
                fixture.Gray(background).Zip(image.Pixels),
                pair => Assert.InRange(pair.Second - pair.First, -error, error)
            );
        }
    }

    [Fact]
    public void Jpeg_and_WebP_are_read()
    {
        byte[] pixels = [.. Enumerable.Range(0, 40 * 30).Select(i => (byte)(i % 40 * 6))];
        foreach (string kind in new[] { "jpeg", "gray-jpeg", "webp", "lossless-webp" })
        {
            File.WriteAllBytes(_path, Encoded(kind, pixels, 30, 40));
            GrayImage image = ImageFile.ReadGray(_path);
            Assert.Equal((30, 40), (image.Height, image.Width));
            double error = kind == "lossless-webp" ? 0 : 8;
            Assert.All(pixels.Zip(image.Pixels), pair => Assert.InRange(pair.Second - pair.First, -error, error));
        }
    }

    /// <summary>
    /// Cut off anywhere, a file gives its whole picture or an error that names it, and never half a picture.
    /// </summary>
    [Theory]
    [MemberData(nameof(Prefixed))]
    public void A_file_cut_off_anywhere_is_whole_or_refused_by_name(string name)
    {
        byte[] file =
            Fixtures.FirstOrDefault(f => f.Name == name)?.File
            ?? Encoded(name, [.. Enumerable.Range(0, 40 * 30).Select(i => (byte)(i * i % 251))], 30, 40);
        File.WriteAllBytes(_path, file);
        byte[] whole = ImageFile.ReadGray(_path).Pixels;
        int refused = 0;
        for (int length = 0; length < file.Length; length++)
        {
            File.WriteAllBytes(_path, file[..length]);
            try
            {
                Assert.Equal(whole, ImageFile.ReadGray(_path).Pixels);
            }
            catch (DatasetException error)
            {
                Assert.StartsWith($"'{_path}' is ", error.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.True(refused >= file.Length / 4, $"{refused} of {file.Length} prefixes are refused.");
    }

    /// <summary>Whatever is damaged, it is a picture or an error that names the file.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Damage_is_a_picture_or_an_error_that_names_the_file(string name)
    {
        byte[] file = Fixtures.Single(f => f.Name == name).File;
        for (int at = 0; at < file.Length; at += 3)
        {
            byte[] damaged = [.. file];
            damaged[at] = (at % 4) switch
            {
                0 => 0,
                1 => 0x7F,
                2 => 0xFF,
                _ => (byte)(file[at] ^ 1),
            };
            File.WriteAllBytes(_path, damaged);
            Exception? error = Record.Exception(() => ImageFile.ReadGray(_path));
            Assert.True(error is null or DatasetException, $"{name}, byte {at}: {error}");
            if (error != null)
                Assert.Contains(_path, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, new byte[] { 255, 0 })]
    [InlineData(200, new byte[] { 255, 200 })]
    [InlineData(255, new byte[] { 0, 255 })]
    [InlineData(252, new byte[] { 0, 252 })]
    public void What_white_would_hide_lies_on_black(byte ink, byte[] expected)
    {
        // Ink in clear surroundings, whose own colour is the ink's.
        File.WriteAllBytes(_path, EncodedWithAlpha([ink, ink], [0, 255]));
        Assert.Equal(expected, ImageFile.ReadGray(_path).Pixels);
        Assert.Equal([255, ink], ImageFile.ReadGray(_path, RgbColor.White).Pixels);
        File.WriteAllBytes(_path, EncodedWithAlpha([255, 255], [255, 255]));
        Assert.Equal([255, 255], ImageFile.ReadGray(_path).Pixels);
        File.WriteAllBytes(_path, EncodedWithAlpha([255, 255], [0, 0]));
        Assert.Equal([255, 255], ImageFile.ReadGray(_path).Pixels);
    }

    [Theory]
    [InlineData(1, "abc def")]
    [InlineData(2, "cba fed")]
    [InlineData(3, "fed cba")]
    [InlineData(4, "def abc")]
    [InlineData(5, "ad be cf")]
    [InlineData(6, "da eb fc")]
    [InlineData(7, "fc eb da")]
    [InlineData(8, "cf be ad")]
    public void The_orientation_in_EXIF_is_applied(int orientation, string upright)
    {
        // Blocks of 16x16, so that the compression of one does not touch the next.
        byte[] blocks = [.. Enumerable.Range(0, 32 * 48).Select(i => GrayOf("abcdef"[i / 48 / 16 * 3 + i % 48 / 16]))];
        File.WriteAllBytes(_path, WithOrientation(Encoded("gray-jpeg", blocks, 32, 48), orientation));
        GrayImage image = ImageFile.ReadGray(_path);
        string[] rows = upright.Split(' ');
        Assert.Equal((16 * rows.Length, 16 * rows[0].Length), (image.Height, image.Width));
        for (int y = 0; y < image.Height; y++)
        for (int x = 0; x < image.Width; x++)
            Assert.InRange(image.Pixels[y * image.Width + x] - GrayOf(rows[y / 16][x / 16]), -6, 6);
    }

    [Fact]
    public void More_pixels_than_allowed_are_refused_before_memory_is_taken_for_them()
    {
        // A header that declares 2 gigapixels, and the data of a small picture.
        byte[] forged = ForgedPng.WithSize(
            Fixtures.Single(f => f.Name == "color-8.png").File,
            width: 50_000,
            height: 40_000
        );
        File.WriteAllBytes(_path, forged);
        long before = Environment.WorkingSet;
        var error = Assert.Throws<DatasetException>(() => ImageFile.ReadGray(_path));
        Assert.Contains(
            "declares 50000x40000 pixels, more than the 100,000,000 that are read",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
        Assert.True(Environment.WorkingSet - before < 200_000_000);

        File.WriteAllBytes(_path, Fixtures.Single(f => f.Name == "color-24.bmp").File);
        Assert.Equal(63, ImageFile.ReadGray(_path, maxPixels: 63).Pixels.Length);
        Assert.Contains(
            "9x7",
            Assert.Throws<DatasetException>(() => ImageFile.ReadGray(_path, maxPixels: 62)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageFile.ReadGray(_path, maxPixels: 0));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("hello", "is no PNG, JPEG, BMP, GIF or WebP picture")]
    [InlineData("P5\n1 1\n255\n1", "is no PNG, JPEG, BMP, GIF or WebP picture")]
    [InlineData("GIF89a", "is a damaged or incomplete GIF picture")]
    [InlineData("RIFFxxxxWAVE", "is no PNG, JPEG, BMP, GIF or WebP picture")]
    public void What_is_no_picture_is_said(string content, string message)
    {
        File.WriteAllBytes(_path, Encoding.ASCII.GetBytes(content));
        Assert.Contains(
            $"'{_path}' {message}",
            Assert.Throws<DatasetException>(() => ImageFile.ReadGray(_path)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_no_file_is_said()
    {
        Assert.Equal(
            "There is no image 'nowhere.png'; check the path.",
            Assert.Throws<DatasetException>(() => ImageFile.ReadGray("nowhere.png")).Message
        );
        string folder = Path.GetTempPath();
        Assert.Equal(
            $"'{folder}' is a folder; give a picture.",
            Assert.Throws<DatasetException>(() => ImageFile.ReadGray(folder)).Message
        );
    }

    private static byte GrayOf(char block) => (byte)(20 + 40 * (block - 'a'));

    private static byte[] Encoded(string kind, byte[] gray, int height, int width)
    {
        using var bitmap = new SKBitmap(
            new SKImageInfo(
                width,
                height,
                kind == "gray-jpeg" ? SKColorType.Gray8 : SKColorType.Rgba8888,
                SKAlphaType.Opaque
            )
        );
        for (int i = 0; i < gray.Length; i++)
            bitmap.SetPixel(i % width, i / width, new SKColor(gray[i], gray[i], gray[i]));
        using SKPixmap pixels = bitmap.PeekPixels();
        using SKData data = kind switch
        {
            "webp" => pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, 95)),
            "lossless-webp" => pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 50)),
            _ => pixels.Encode(
                new SKJpegEncoderOptions(95, SKJpegEncoderDownsample.Downsample444, SKJpegEncoderAlphaOption.Ignore)
            ),
        };
        return data.ToArray();
    }

    private static byte[] EncodedWithAlpha(byte[] gray, byte[] alpha)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(gray.Length, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int x = 0; x < gray.Length; x++)
            bitmap.SetPixel(x, 0, new SKColor(gray[x], gray[x], gray[x], alpha[x]));
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    // An APP1 segment after the start of the image: a TIFF header and one entry, tag 0x0112.
    private static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] exif =
        [
            .. "Exif\0\0MM\0*"u8,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte)orientation,
            0,
            0,
            0,
            0,
            0,
            0,
        ];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    private static string FixtureFile([CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "fixtures", "fixtures.json");

    private sealed record Fixture(string Name, int Width, int Height, byte[] File, string Rgba)
    {
        public double[] Gray(RgbColor background)
        {
            byte[] rgba = Convert.FromHexString(Rgba);
            double behind = Luma(background.Red, background.Green, background.Blue);
            return
            [
                .. Enumerable
                    .Range(0, rgba.Length / 4)
                    .Select(i => i * 4)
                    .Select(i =>
                        (Luma(rgba[i], rgba[i + 1], rgba[i + 2]) * rgba[i + 3] + behind * (255 - rgba[i + 3])) / 255
                    ),
            ];
        }

        private static double Luma(byte red, byte green, byte blue) => 0.299 * red + 0.587 * green + 0.114 * blue;
    }
}
