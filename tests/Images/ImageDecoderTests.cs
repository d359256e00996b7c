using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace MlPipeline.Images.Tests;

/// <summary>Files that an independent program wrote give the pixels it put in (fixtures/make.py).</summary>
public class ImageDecoderTests
{
    private static readonly Fixture[] Fixtures = JsonSerializer.Deserialize<Fixture[]>(File.ReadAllText(FixtureFile()), JsonSerializerOptions.Web)!;

    public static TheoryData<string> Names => [.. Fixtures.Select(fixture => fixture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_of_file_gives_its_pixels(string name)
    {
        Fixture fixture = Fixtures.Single(f => f.Name == name);
        RgbaImage image = ImageDecoder.Decode(fixture.File);
        Assert.Equal((fixture.Height, fixture.Width), (image.Height, image.Width));
        Assert.Equal(fixture.Rgba, Convert.ToHexStringLower(image.Pixels));
    }

    /// <summary>Whatever is damaged, it is a picture or one sentence.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Damage_is_said_or_does_no_harm(string name)
    {
        byte[] file = Fixtures.Single(f => f.Name == name).File;
        for (int at = 0; at < file.Length; at += 3)
        {
            byte[] damaged = [.. file];
            damaged[at] = (at % 4) switch { 0 => 0, 1 => 0x7F, 2 => 0xFF, _ => (byte)(file[at] ^ 1) };
            AssertPictureOrSentence(damaged);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_breaks_off_is_said(string name)
    {
        byte[] file = Fixtures.Single(f => f.Name == name).File;
        // The last number of a text may lose digits and still be one.
        int end = name.StartsWith("text", StringComparison.Ordinal) ? file.Length - 6 : name.StartsWith("runs", StringComparison.Ordinal) ? file.Length - 1 : file.Length;
        for (int length = 0; length < end; length += 7) Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(file.AsSpan(0, length)));
    }

    [Fact]
    public void Any_bytes_are_a_picture_or_one_sentence() =>
        Prop.ForAll<byte[], byte>((bytes, kind) => AssertPictureOrSentence([.. (kind % 4) switch { 0 => "BM"u8.ToArray(), 1 => "P5 "u8.ToArray(), 2 => "P1\n3 3\n"u8.ToArray(), _ => [] }, .. bytes])).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("P5\n16384 16384\n255\n", "pixels in all")]
    [InlineData("P5\n20000 1\n255\n", "20000x1 pixels")]
    [InlineData("P6\n8192 8192\n255\nabc", "end early")]
    [InlineData("P2\n2 1\n255\n1 256", "a value is 256")]
    [InlineData("P1\n2 1\n1 2", "neither 0 nor 1")]
    [InlineData("P2\n2 x\n255\n", "no number")]
    [InlineData("P5\n1 1\n99999999999999999999\n1", "no number")]
    [InlineData("GIF89a", "looks like a GIF")]
    [InlineData("RIFFxxxxWEBP", "looks like a WebP")]
    [InlineData("hello", "does not begin as one")]
    [InlineData("", "is empty")]
    public void What_is_wrong_is_said(string file, string message)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(Encoding.ASCII.GetBytes(file)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        var pixels = new byte[5 * 3 * 4];
        new Random(1).NextBytes(pixels);
        using var file = new MemoryStream();
        PngEncoder.Write(file, new RgbaImage(pixels, 5, 3));
        RgbaImage back = ImageDecoder.Decode(file.ToArray());
        Assert.Equal((5, 3), (back.Height, back.Width));
        Assert.Equal(pixels, back.Pixels);
    }

    [Fact]
    public void Gray_is_luma_on_white() =>
        Assert.Equal([76, 150, 29, 100, 255, 178], new RgbaImage([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 100, 100, 100, 255, 9, 9, 9, 0, 100, 100, 100, 127], 1, 6).ToGrayOnWhite());

    private static void AssertPictureOrSentence(byte[] file)
    {
        Exception? error = Record.Exception(() => ImageDecoder.Decode(file));
        Assert.True(error is null or InvalidDataException, $"{Convert.ToHexString(file)}: {error}");
    }

    private static string FixtureFile([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "fixtures", "fixtures.json");

    private sealed record Fixture(string Name, int Width, int Height, byte[] File, string Rgba);
}
