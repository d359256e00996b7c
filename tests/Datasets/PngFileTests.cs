using System.Buffers.Binary;
using System.IO.Compression;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Datasets.Tests;

public sealed class PngFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void What_is_written_reads_back()
    {
        var random = new Random(1);
        foreach ((int height, int width) in new[] { (1, 1), (3, 7), (28, 28), (5, 200) })
        {
            var pixels = new byte[height * width];
            random.NextBytes(pixels);
            PngFile.WriteGray(_path, new GrayImage(pixels, height, width));
            GrayImage back = ImageFile.ReadGray(_path);
            Assert.Equal((height, width), (back.Height, back.Width));
            Assert.Equal(pixels, back.Pixels);
        }
    }

    // Two pixels, black then white, in every way PNG has.
    [Theory]
    [InlineData(0, 1, new byte[] { 0b0100_0000 })]
    [InlineData(0, 2, new byte[] { 0b0011_0000 })]
    [InlineData(0, 4, new byte[] { 0x0F })]
    [InlineData(0, 8, new byte[] { 0, 255 })]
    [InlineData(0, 16, new byte[] { 0, 0, 255, 255 })]
    [InlineData(2, 8, new byte[] { 0, 0, 0, 255, 255, 255 })]
    [InlineData(2, 16, new byte[] { 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255 })]
    [InlineData(3, 1, new byte[] { 0b0100_0000 })]
    [InlineData(3, 8, new byte[] { 0, 1 })]
    [InlineData(4, 8, new byte[] { 0, 255, 7, 0 })]
    [InlineData(6, 8, new byte[] { 0, 0, 0, 255, 9, 9, 9, 0 })]
    [InlineData(6, 16, new byte[] { 0, 0, 0, 0, 0, 0, 255, 255, 9, 9, 9, 9, 9, 9, 0, 0 })]
    public void Every_colour_type_and_depth_is_read(int colorType, int depth, byte[] row)
    {
        Put(2, 1, depth, colorType, [0, .. row], palette: colorType == 3 ? [0, 0, 0, 255, 255, 255] : []);
        Assert.Equal([0, 255], ImageFile.ReadGray(_path).Pixels);
    }

    [Fact]
    public void Every_filter_is_undone()
    {
        // Rows 10 20 30 written with None, Sub, Up, Average and Paeth.
        byte[] data = [0, 10, 20, 30, 1, 10, 10, 10, 2, 0, 0, 0, 3, 5, 5, 5, 4, 0, 10, 10];
        Put(3, 5, 8, 0, data);
        Assert.Equal([10, 20, 30], ImageFile.ReadGray(_path).Pixels[..3]);
        Assert.Equal([10, 20, 30], ImageFile.ReadGray(_path).Pixels[3..6]);
        Assert.Equal([10, 20, 30], ImageFile.ReadGray(_path).Pixels[6..9]);
        Assert.Equal([10, 20, 30], ImageFile.ReadGray(_path).Pixels[9..12]);
    }

    [Fact]
    public void Interlaced_images_are_read()
    {
        // 3 x 3: pass 1 has (0, 0); pass 4 column 2 of row 0; pass 5 row 2; pass 6 column 1; pass 7 row 1.
        byte[] data = [.. Pass([1]), .. Pass([3]), .. Pass([7, 9]), .. Pass([2], [8]), .. Pass([4, 5, 6])];
        Put(3, 3, 8, 0, data, interlaced: true);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], ImageFile.ReadGray(_path).Pixels);
    }

    [Fact]
    public void Damage_is_said()
    {
        Put(2, 1, 8, 0, [0, 1, 2]);
        byte[] whole = File.ReadAllBytes(_path);
        Fails("ends before its last chunk", whole[..^12]);
        byte[] flipped = [.. whole];
        flipped[20] ^= 1;
        Fails("checksum", flipped);
        Fails("looks like a JPEG", [0xFF, 0xD8, 1, 2]);
        Fails("is empty", []);
        Put(20_000, 1, 8, 0, [0]);
        Fails("20000x1 pixels", File.ReadAllBytes(_path));
        Put(2, 1, 8, 0, [0, 1]);
        Fails("pixels end early", File.ReadAllBytes(_path));
    }

    [Fact]
    public void Resizing_averages_the_area_a_pixel_covers()
    {
        Assert.Equal([25], new GrayImage([10, 20, 30, 40], 2, 2).Resize(1, 1).Pixels);
        Assert.All(new GrayImage([.. Enumerable.Repeat((byte)77, 35)], 5, 7).Resize(28, 28).Pixels, pixel => Assert.Equal(77, pixel));
        Assert.Equal([0, 0, 255, 255], new GrayImage([0, 255], 1, 2).Resize(1, 4).Pixels);
        Assert.Equal([255, 0], new GrayImage([0, 255], 1, 2).Invert().Pixels);
    }

    private static byte[] Pass(params byte[][] rows) => [.. rows.SelectMany(row => row.Prepend((byte)0))];

    private void Fails(string text, byte[] bytes)
    {
        File.WriteAllBytes(_path, bytes);
        Assert.Contains(text, Assert.Throws<DatasetException>(() => ImageFile.ReadGray(_path)).Message, StringComparison.Ordinal);
    }

    private void Put(int width, int height, int depth, int colorType, byte[] data, byte[]? palette = null, bool interlaced = false)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = [.. BigEndian(width), .. BigEndian(height), (byte)depth, (byte)colorType, 0, 0, (byte)(interlaced ? 1 : 0)];
        Chunk("IHDR", header);
        if (palette is { Length: > 0 }) Chunk("PLTE", palette);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(data);
        Chunk("IDAT", packed.ToArray());
        Chunk("IEND", []);
        File.WriteAllBytes(_path, file.ToArray());

        void Chunk(string type, byte[] content)
        {
            byte[] typed = [.. System.Text.Encoding.ASCII.GetBytes(type), .. content];
            file.Write(BigEndian(content.Length));
            file.Write(typed);
            file.Write(BigEndian((int)Crc(typed)));
        }
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    // The polynomial's textbook form, most significant bit last.
    private static uint Crc(byte[] bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte value in bytes)
        {
            uint low = (crc ^ value) & 0xFF;
            for (int i = 0; i < 8; i++) low = (low & 1) != 0 ? 0xEDB88320 ^ (low >> 1) : low >> 1;
            crc = (crc >> 8) ^ low;
        }
        return ~crc;
    }
}
