using System.IO.Compression;
using MlPipeline.Foundation;

namespace MlPipeline.Datasets.Tests;

/// <summary>IDX files that lie about themselves, and places that cannot be written.</summary>
public sealed class IdxLimitsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("idx-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_gzip_cut_short_is_truncated_and_one_with_a_changed_byte_is_damaged()
    {
        byte[] whole = Gzip([
            0,
            0,
            8,
            3,
            0,
            0,
            0x10,
            0,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            3,
            .. Enumerable.Range(0, 4096 * 3).Select(i => (byte)(i * 7 ^ i >> 3)),
        ]);
        Assert.Contains(
            "is truncated: it says 4096 x 1 x 3 values, and ends after",
            ErrorOf(whole[..(whole.Length / 2)]),
            StringComparison.Ordinal
        );
        foreach (int at in new[] { whole.Length / 2, whole.Length - 6 }) // within the data, and its checksum
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0x5A;
            Assert.Contains("is damaged: its gzip data cannot be read", ErrorOf(changed), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_header_that_promises_gigabytes_takes_no_memory()
    {
        byte[] promise = [0, 0, 8, 3, 0x7F, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 9];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(
            "is truncated: it says 2130706432 x 1 x 1 values, which its 17 bytes cannot hold; fetch it again",
            ErrorOf(promise),
            StringComparison.Ordinal
        );
        Assert.Contains("bytes cannot hold", ErrorOf(Gzip(promise)), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void A_directory_is_said_to_be_one() =>
        Assert.Equal(
            $"'{_directory}' is a directory; give the IDX file in it.",
            Assert.Throws<DatasetException>(() => IdxFile.ReadLabels(_directory)).Message
        );

    [Fact]
    public void Images_and_labels_are_read_alone()
    {
        (byte[] pixels, int count, int height, int width) = IdxFile.ReadImages(
            Put([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6])
        );
        Assert.Equal((2, 1, 3), (count, height, width));
        Assert.Equal([1, 2, 3, 4, 5, 6], pixels);
        Assert.Equal([1, 0], IdxFile.ReadLabels(Put([0, 0, 8, 1, 0, 0, 0, 2, 1, 0])));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named_and_nothing_stays_there()
    {
        string nowhere = Path.Combine(_directory, "none", "images");
        string taken = Directory.CreateDirectory(Path.Combine(_directory, "taken")).FullName;
        foreach (string place in new[] { nowhere, taken })
        {
            var error = Assert.Throws<FileWriteException>(() =>
                IdxFile.WriteSet(new ImageSet([], [], 1, 1, ["a"]), place, place)
            );
            Assert.StartsWith($"'{place}' cannot be written: ", error.Message, StringComparison.Ordinal);
        }
        Assert.Equal([taken], Directory.GetFileSystemEntries(_directory));
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }

    private string ErrorOf(byte[] images) =>
        Assert.Throws<DatasetException>(() => IdxFile.ReadImages(Put(images))).Message;

    private string Put(byte[] bytes)
    {
        string path = Path.Combine(_directory, "file");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
