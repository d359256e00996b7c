using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;

namespace MlPipeline.Datasets.Tests;

public sealed class IdxFileTests : IDisposable
{
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 1, 0];

    private readonly string _directory = Directory.CreateTempSubdirectory("idx-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read_raw_or_gzipped_whatever_their_names(bool gzip)
    {
        ImageSet set = IdxFile.ReadSet(Put("a", Images, gzip), Put("b.bin", Labels, gzip));
        Assert.Equal((2, 1, 3), (set.Count, set.Height, set.Width));
        Assert.Equal([4, 5, 6], set.Image(1).ToArray());
        Assert.Equal([1, 0], set.Labels);
        Assert.Equal(["0", "1"], set.ClassNames);
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        var sets = from count in Gen.Choose(0, 5) from height in Gen.Choose(1, 4) from width in Gen.Choose(1, 4) from seed in Gen.Choose(0, 1000) select (count, height, width, seed);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(50), Prop.ForAll(sets.ToArbitrary(), s =>
        {
            var random = new Random(s.seed);
            byte[] pixels = new byte[s.count * s.height * s.width], labels = [.. Enumerable.Range(0, s.count).Select(_ => (byte)random.Next(3))];
            random.NextBytes(pixels);
            var set = new ImageSet(pixels, labels, s.height, s.width, ["a", "b", "c"]);
            (string images, string names) = (Path.Combine(_directory, "i"), Path.Combine(_directory, "l"));
            IdxFile.WriteSet(set, images, names);
            ImageSet back = IdxFile.ReadSet(images, names, set.ClassNames);
            return back.Pixels.SequenceEqual(pixels) && back.Labels.SequenceEqual(labels) && (back.Height, back.Width) == (s.height, s.width);
        }));
    }

    [Fact]
    public void A_missing_file_is_named() => Fails("There is no file", Path.Combine(_directory, "none"), Put("l", Labels));

    [Fact]
    public void Labels_given_as_images_are_recognised() => Fails("it is an IDX file of labels; give the images file", Put("i", Labels), Put("l", Labels));

    [Fact]
    public void Images_given_as_labels_are_recognised() => Fails("it is an IDX file of images; give the labels file", Put("i", Images), Put("l", Images));

    [Fact]
    public void Another_magic_number_is_shown() => Fails("begins with 0x01020304", Put("i", [1, 2, 3, 4, 5, 6, 7, 8]), Put("l", Labels));

    [Fact]
    public void Counts_that_differ_are_both_said() => Fails("has 2 images, ", Put("i", Images), Put("l", [0, 0, 8, 1, 0, 0, 0, 1, 1]));

    [Fact]
    public void A_raw_file_that_ends_early_is_truncated() => Fails("is truncated: it says 2 x 1 x 3 values, and ends after 4 of 6", Put("i", Images[..^2]), Put("l", Labels));

    [Fact]
    public void A_gzip_that_ends_early_is_truncated()
    {
        byte[] bytes = File.ReadAllBytes(Put("whole", ManyImages(), gzip: true));
        Fails("is truncated: it says 4096 x 1 x 3 values, and ends after", Put("i", bytes[..(bytes.Length / 2)]), Put("l", Labels));
    }

    [Fact]
    public void A_gzip_with_a_changed_byte_is_corrupted_not_truncated()
    {
        byte[] bytes = File.ReadAllBytes(Put("whole", ManyImages(), gzip: true));
        foreach (int at in new[] { bytes.Length / 2, bytes.Length - 6 }) // within the data, and its checksum
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 0x5A;
            Fails("is corrupted: its gzip data does not unpack or fails its checksum; fetch it again", Put("i", changed), Put("l", Labels));
        }
    }

    [Fact]
    public void A_header_that_promises_gigabytes_takes_no_memory()
    {
        byte[] header = [0, 0, 8, 3, 0x7F, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 9];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fails("which its 17 bytes cannot hold", Put("i", header), Put("l", Labels));
        Fails("bytes cannot hold", Put("i", header, gzip: true), Put("l", Labels));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
        Fails("more than an array can", Put("i", [0, 0, 8, 3, .. Enumerable.Repeat((byte)0x7F, 12)]), Put("l", Labels));
    }

    [Fact]
    public void A_negative_size_is_damage() => Fails("has size -1 in dimension 2; it is damaged", Put("i", [0, 0, 8, 3, 0, 0, 0, 1, 255, 255, 255, 255, 0, 0, 0, 1, 9]), Put("l", Labels));

    [Fact]
    public void A_directory_is_said_to_be_one() => Fails("is a directory; give the IDX file in it", _directory, Put("l", Labels));

    [Fact]
    public void Images_and_labels_are_read_alone()
    {
        (byte[] pixels, int count, int height, int width) = IdxFile.ReadImages(Put("i", Images));
        Assert.Equal((2, 1, 3), (count, height, width));
        Assert.Equal([1, 2, 3, 4, 5, 6], pixels);
        Assert.Equal([1, 0], IdxFile.ReadLabels(Put("l", Labels)));
    }

    [Fact]
    public void Files_are_written_byte_for_byte_and_leave_nothing_beside_them()
    {
        (string images, string labels) = (Path.Combine(_directory, "images"), Path.Combine(_directory, "labels"));
        File.WriteAllText(images, "what was there before");
        IdxFile.WriteSet(new ImageSet([1, 2, 3, 4, 5, 6], [1, 0], 1, 3, ["a", "b"]), images, labels);
        Assert.Equal(Images, File.ReadAllBytes(images));
        Assert.Equal(Labels, File.ReadAllBytes(labels));
        Assert.Equal(2, Directory.GetFileSystemEntries(_directory).Length);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        string nowhere = Path.Combine(_directory, "none", "images");
        var error = Assert.Throws<DatasetException>(() => IdxFile.WriteSet(new ImageSet([], [], 1, 1, ["a"]), nowhere, nowhere));
        Assert.StartsWith($"'{nowhere}' cannot be written: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_cut_short_is_truncated() => Fails("it ends within its header", Put("i", Images[..9]), Put("l", Labels));

    [Fact]
    public void Bytes_after_the_end_are_noticed() => Fails("goes on after the 6 values", Put("i", [.. Images, 0]), Put("l", Labels));

    [Fact]
    public void A_label_without_a_class_is_named()
    {
        var error = Assert.Throws<DatasetException>(() => IdxFile.ReadSet(Put("i", Images), Put("l", Labels), ["only"]));
        Assert.Contains("Label 0 of", error.Message, StringComparison.Ordinal);
        Assert.Contains("is 1; the set has classes 0 to 0", error.Message, StringComparison.Ordinal);
    }

    private static byte[] ManyImages() => [.. Images[..4], 0, 0, 0x10, 0, 0, 0, 0, 1, 0, 0, 0, 3, .. Enumerable.Range(0, 4096 * 3).Select(i => (byte)(i * 7 ^ i >> 3))];

    private static void Fails(string text, string images, string labels) =>
        Assert.Contains(text, Assert.Throws<DatasetException>(() => IdxFile.ReadSet(images, labels)).Message, StringComparison.Ordinal);

    private string Put(string name, byte[] bytes, bool gzip = false)
    {
        string path = Path.Combine(_directory, name);
        using Stream stream = gzip ? new GZipStream(File.Create(path), CompressionLevel.Optimal) : File.Create(path);
        stream.Write(bytes);
        return path;
    }
}
