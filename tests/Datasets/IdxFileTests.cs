using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;

namespace MlPipeline.Datasets.Tests;

public sealed class IdxFileTests : IDisposable
{
    // Two images of one row and three columns; labels 1 and 0.
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 1, 0];

    private readonly string _directory = Directory.CreateTempSubdirectory("idx-").FullName;
    private readonly string _images;
    private readonly string _labels;

    public IdxFileTests()
    {
        _images = Put("images", Images);
        _labels = Put("labels", Labels);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read_raw_or_gzipped_whatever_their_names(bool gzip)
    {
        ImageSet set = IdxFile.ReadSet(Put("a", Images, gzip), Put("b.bin", Labels, gzip));
        Assert.Equal((2, 1, 3), (set.Count, set.Height, set.Width));
        Assert.Equal([1, 2, 3], set.Image(0).ToArray());
        Assert.Equal([4, 5, 6], set.Image(1).ToArray());
        Assert.Equal([1, 0], set.Labels);
        Assert.Equal(["0", "1"], set.ClassNames);
    }

    [Fact]
    public void What_is_written_is_the_format_to_the_byte()
    {
        IdxFile.WriteSet(new ImageSet([1, 2, 3, 4, 5, 6], [1, 0], 1, 3, ["a", "b"]), _images + "2", _labels + "2");
        Assert.Equal(Images, File.ReadAllBytes(_images + "2"));
        Assert.Equal(Labels, File.ReadAllBytes(_labels + "2"));
        Assert.Equal(4, Directory.GetFiles(_directory).Length); // nothing temporary stays
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        var sets =
            from count in Gen.Choose(0, 5)
            from height in Gen.Choose(1, 4)
            from width in Gen.Choose(1, 4)
            from pixels in Gen.Choose(0, 255).ArrayOf(count * height * width)
            from labels in Gen.Choose(0, 2).ArrayOf(count)
            select new ImageSet(
                [.. pixels.Select(p => (byte)p)],
                [.. labels.Select(l => (byte)l)],
                height,
                width,
                ["a", "b", "c"]
            );
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(
                sets.ToArbitrary(),
                set =>
                {
                    IdxFile.WriteSet(set, _images, _labels);
                    ImageSet back = IdxFile.ReadSet(_images, _labels, set.ClassNames);
                    return back.Pixels.SequenceEqual(set.Pixels)
                        && back.Labels.SequenceEqual(set.Labels)
                        && (back.Height, back.Width) == (set.Height, set.Width);
                }
            )
        );
    }

    [Theory]
    [InlineData(0x09, "01 02")]
    [InlineData(0x0B, "0001 0002")]
    [InlineData(0x0C, "00000001 00000002")]
    [InlineData(0x0D, "3F800000 40000000")]
    [InlineData(0x0E, "3FF0000000000000 4000000000000000")]
    public void Values_of_every_type_are_read(byte type, string values)
    {
        byte[] bytes = Convert.FromHexString(values.Replace(" ", "", StringComparison.Ordinal));
        string images = Put("typed-images", [0, 0, type, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, .. bytes]);
        string labels = Put("typed-labels", [0, 0, type, 1, 0, 0, 0, 2, .. bytes], gzip: true);
        ImageSet set = IdxFile.ReadSet(images, labels);
        Assert.Equal([1, 2], set.Pixels);
        Assert.Equal([1, 2], set.Labels);
    }

    [Fact]
    public void Floating_point_pixels_from_0_to_1_are_shares_of_255()
    {
        // 0, 0.5 and 1 in single precision.
        string images = Put(
            "shares",
            [0, 0, 0x0D, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0x3F, 0, 0, 0, 0x3F, 0x80, 0, 0]
        );
        Assert.Equal([0, 128, 255], IdxFile.ReadImages(images).Pixels);
    }

    [Theory]
    [InlineData(0x09, "FF", "-1")]
    [InlineData(0x0B, "0100", "256")]
    [InlineData(0x0D, "40200000", "2.5")]
    [InlineData(0x0D, "7FC00000", "NaN")]
    [InlineData(0x0E, "FFF0000000000000", "-Infinity")]
    public void Values_that_are_no_pixels_or_classes_are_named(byte type, string value, string shown)
    {
        string images = Put(
            "bad-images",
            [0, 0, type, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, .. Convert.FromHexString(value)]
        );
        string labels = Put("bad-labels", [0, 0, type, 1, 0, 0, 0, 1, .. Convert.FromHexString(value)]);
        Assert.Equal(
            $"Value 0 of '{images}' is {shown}; give whole numbers from 0 to 255, or shares from 0 to 1.",
            Assert.Throws<DatasetException>(() => IdxFile.ReadImages(images)).Message
        );
        Assert.Equal(
            $"Value 0 of '{labels}' is {shown}; give whole numbers from 0 to 255.",
            Assert.Throws<DatasetException>(() => IdxFile.ReadLabels(labels)).Message
        );
    }

    /// <summary>QMNIST's labels are tables of 32-bit integers: the class, and where the digit comes from.</summary>
    [Fact]
    public void The_first_column_of_a_table_of_labels_is_the_class()
    {
        byte[] Row(byte label, byte writer) => [0, 0, 0, label, 0, 0, 1, writer];
        string labels = Put(
            "qmnist",
            [0, 0, 0x0C, 2, 0, 0, 0, 3, 0, 0, 0, 2, .. Row(7, 3), .. Row(0, 200), .. Row(9, 1)]
        );
        Assert.Equal([7, 0, 9], IdxFile.ReadLabels(labels));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        string none = Path.Combine(_directory, "none");
        Fails($"There is no file '{none}'; check the path, or fetch the data set.", none, _labels);
        Fails($"There is no file '{none}'; check the path, or fetch the data set.", _images, none);
    }

    [Fact]
    public void Labels_given_as_images_are_recognised() =>
        Fails(
            $"'{_labels}' begins with 0x00000801, IDX images begin with 0x00000803: it is an IDX file of labels; "
                + "give the images file.",
            _labels,
            _labels
        );

    [Fact]
    public void Images_given_as_labels_are_recognised() =>
        Fails(
            $"'{_images}' begins with 0x00000803, IDX labels begin with 0x00000801: it is an IDX file of images; "
                + "give the labels file.",
            _images,
            _images
        );

    [Fact]
    public void Another_magic_number_is_shown()
    {
        string other = Put("other", [1, 2, 0xAB, 4, 5, 6, 7, 8]);
        Fails(
            $"'{other}' begins with 0x0102AB04, IDX images begin with 0x00000803: it is no IDX file of images; give "
                + "the images file.",
            other,
            _labels
        );
    }

    [Fact]
    public void Counts_that_differ_are_both_said()
    {
        string one = Put("one", [0, 0, 8, 1, 0, 0, 0, 1, 1]);
        Fails($"'{_images}' has 2 images, '{one}' has 1 labels; give the two files of one set.", _images, one);
    }

    [Theory]
    [InlineData(2, false, "it ends within its header")]
    [InlineData(9, false, "it ends within its header")]
    [InlineData(16, false, "it says 2 x 1 x 3 values, and ends after 0 of 6")]
    [InlineData(20, false, "it says 2 x 1 x 3 values, and ends after 4 of 6")]
    [InlineData(0, false, "it ends within its header")]
    [InlineData(20, true, "it says 2 x 1 x 3 values, and ends after 4 of 6")]
    public void What_ends_early_is_truncated(int bytes, bool gzip, string detail)
    {
        string cut = Put("cut", Images[..bytes], gzip);
        Fails($"'{cut}' is truncated: {detail}; fetch it again.", cut, _labels);
    }

    [Fact]
    public void A_gzip_cut_off_anywhere_is_an_error_that_says_to_fetch_it_again()
    {
        // 1,000 rows of noise, so that the cut falls within the compressed values too.
        var noise = new byte[6000];
        new Random(3).NextBytes(noise);
        byte[] whole = File.ReadAllBytes(
            Put("whole", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 3, 0xE8, 0, 0, 0, 3, .. noise], gzip: true)
        );
        Assert.Equal(noise, IdxFile.ReadSet(Put("cut", whole), _labels).Pixels);
        foreach (int length in new[] { 2, 9, 10, 20, 1000, whole.Length - 100 })
        {
            string cut = Put("cut", whole[..length]);
            string message = Assert.Throws<DatasetException>(() => IdxFile.ReadSet(cut, _labels)).Message;
            Assert.Matches(
                $"^'{cut}' is (truncated: it .*|damaged: its gzip data cannot be read \\(.*\\)); fetch it again\\.$",
                message
            );
        }
    }

    [Fact]
    public void A_corrupt_gzip_is_damaged()
    {
        byte[] bytes = File.ReadAllBytes(Put("packed", Images, gzip: true));
        for (int i = 10; i < bytes.Length; i++)
            bytes[i] ^= 0x5A;
        string corrupt = Put("corrupt", bytes);
        var error = Assert.Throws<DatasetException>(() => IdxFile.ReadSet(corrupt, _labels));
        Assert.StartsWith(
            $"'{corrupt}' is damaged: its gzip data cannot be read (",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.EndsWith("); fetch it again.", error.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidDataException>(error.InnerException);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes_after_the_end_are_noticed(bool gzip)
    {
        string longer = Put("longer", [.. Images, 0], gzip);
        Fails($"'{longer}' goes on after the 6 values it announces; it is damaged: fetch it again.", longer, _labels);
    }

    [Theory]
    [InlineData(1, 0xFF, "-16777214")]
    [InlineData(2, 0x80, "-2147483647")]
    public void Negative_sizes_are_damage(int dimension, byte high, string size)
    {
        byte[] bytes = [.. Images];
        bytes[4 * dimension] = high;
        string damaged = Put("damaged", bytes);
        Fails(
            $"'{damaged}' has size {size} in dimension {dimension}; it is damaged: fetch it again.",
            damaged,
            _labels
        );
    }

    [Fact]
    public void Images_without_pixels_are_damage()
    {
        string damaged = Put("damaged", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3]);
        Fails($"'{damaged}' has size 0 in dimension 2; it is damaged: fetch it again.", damaged, _labels);
    }

    [Fact]
    public void Sizes_beyond_memory_are_refused_even_where_their_product_overflows()
    {
        string huge = Put("huge", [0, 0, 8, 3, 0x40, 0, 0, 0, 0x40, 0, 0, 0, 0x40, 0, 0, 0]); // the product is 2^90
        Fails(
            $"'{huge}' says it holds 1073741824 x 1073741824 x 1073741824 values, more than fit in memory; it is "
                + "damaged or not meant for this program.",
            huge,
            _labels
        );
    }

    [Fact]
    public void A_label_without_a_class_is_named()
    {
        string three = Put("three", [0, 0, 8, 1, 0, 0, 0, 2, 0, 3]);
        Fails($"Label 1 of '{three}' is 3; the set has classes 0 to 1.", _images, three, ["a", "b"]);
    }

    private static void Fails(string message, string images, string labels, IReadOnlyList<string>? classNames = null) =>
        Assert.Equal(
            message,
            Assert.Throws<DatasetException>(() => IdxFile.ReadSet(images, labels, classNames)).Message
        );

    private string Put(string name, byte[] bytes, bool gzip = false)
    {
        string path = Path.Combine(_directory, name);
        using Stream stream = gzip ? new GZipStream(File.Create(path), CompressionLevel.Optimal) : File.Create(path);
        stream.Write(bytes);
        return path;
    }
}
