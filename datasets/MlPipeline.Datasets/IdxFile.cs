using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace MlPipeline.Datasets;

/// <summary>
/// Reads and writes IDX files of bytes, the format of MNIST: a magic number (0, 0, type, dimensions), the sizes as
/// big-endian 32-bit integers, the values. Gzipped or raw is told by the first bytes, not by the name.
/// </summary>
public static class IdxFile
{
    private const int ImagesMagic = 0x00000803, LabelsMagic = 0x00000801;

    // The most that deflate packs into a byte, rounded up.
    private const int DeflateRatio = 1040;

    /// <summary>Reads images and their labels.</summary>
    /// <param name="imagesPath">IDX file of bytes, [count, height, width].</param>
    /// <param name="labelsPath">IDX file of bytes, [count].</param>
    /// <param name="classNames">Names of the classes; "0", "1", ... up to the largest label where null.</param>
    /// <exception cref="DatasetException">A file is missing, damaged or of another kind, or the counts differ.</exception>
    public static ImageSet ReadSet(string imagesPath, string labelsPath, IReadOnlyList<string>? classNames = null)
    {
        byte[] labels = ReadLabels(labelsPath);
        (byte[] pixels, int count, int height, int width) = ReadImages(imagesPath);
        if (count != labels.Length)
            throw new DatasetException($"'{imagesPath}' has {count} images, '{labelsPath}' has {labels.Length} labels; give the two files of one set.");
        classNames ??= [.. Enumerable.Range(0, labels.Length == 0 ? 1 : labels.Max() + 1).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        int bad = Array.FindIndex(labels, label => label >= classNames.Count);
        if (bad >= 0) throw new DatasetException($"Label {bad} of '{labelsPath}' is {labels[bad]}; the set has classes 0 to {classNames.Count - 1}.");
        return new ImageSet(pixels, labels, height, width, classNames);
    }

    /// <summary>Reads images alone.</summary>
    /// <param name="path">IDX file of bytes, [count, height, width].</param>
    /// <returns>The pixels, [count, height, width], 0 to 255, and the sizes.</returns>
    /// <exception cref="DatasetException">The file is missing, damaged or of another kind.</exception>
    public static (byte[] Pixels, int Count, int Height, int Width) ReadImages(string path)
    {
        (byte[] pixels, int[] sizes) = Read(path, ImagesMagic);
        return (pixels, sizes[0], sizes[1], sizes[2]);
    }

    /// <summary>Reads labels alone.</summary>
    /// <param name="path">IDX file of bytes, [count].</param>
    /// <returns>The labels, [count]: classes from 0.</returns>
    /// <exception cref="DatasetException">The file is missing, damaged or of another kind.</exception>
    public static byte[] ReadLabels(string path) => Read(path, LabelsMagic).Values;

    /// <summary>Writes images and labels as raw IDX files; each is complete or is not there.</summary>
    /// <param name="set">The set; its class names are not part of the format.</param>
    /// <param name="imagesPath">Where the images go; a file there is replaced.</param>
    /// <param name="labelsPath">Where the labels go; a file there is replaced.</param>
    /// <exception cref="DatasetException">A file cannot be written.</exception>
    public static void WriteSet(ImageSet set, string imagesPath, string labelsPath)
    {
        ArgumentNullException.ThrowIfNull(set);
        Write(imagesPath, ImagesMagic, [set.Count, set.Height, set.Width], set.Pixels);
        Write(labelsPath, LabelsMagic, [set.Count], set.Labels);
    }

    private static void Write(string path, int magic, int[] sizes, byte[] values) => WholeFile.Write(path, file =>
    {
        Span<byte> word = stackalloc byte[sizeof(int)];
        foreach (int value in sizes.Prepend(magic))
        {
            BinaryPrimitives.WriteInt32BigEndian(word, value);
            file.Write(word);
        }
        file.Write(values);
    });

    private static (byte[] Values, int[] Sizes) Read(string path, int magic)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path)) throw new DatasetException($"'{path}' is a directory; give the IDX file in it.");
        if (!File.Exists(path)) throw new DatasetException($"There is no file '{path}'; check the path, or fetch the data set.");
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            bool gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            if (!gzip) return ReadArray(file, path, magic, file.Length, mostPerByte: 1);
            using var content = new GZipStream(file, CompressionMode.Decompress);
            return ReadArray(content, path, magic, file.Length, DeflateRatio);
        }
        catch (InvalidDataException error)
        {
            // .NET's own words here ("unsupported compression method") would lead astray.
            throw new DatasetException($"'{path}' is damaged: its gzip data cannot be read (it does not unpack, or fails its checksum); fetch it again.", error);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException and not DatasetException)
        {
            throw new DatasetException($"'{path}' cannot be read: {error.Message.TrimEnd('.')}; check its permissions and its disk.", error);
        }
    }

    private static (byte[] Values, int[] Sizes) ReadArray(Stream stream, string path, int magic, long fileLength, int mostPerByte)
    {
        int[] sizes = ReadHeader(stream, path, magic);
        string shape = string.Join(" x ", sizes);
        Int128 length = sizes.Aggregate(Int128.One, (product, size) => product * size);
        if (length > Array.MaxLength) throw new DatasetException($"'{path}' says it holds {shape} values, more than fit in memory; it is damaged or not meant for this program.");
        // Before memory is taken for a header that a damaged or made-up file cannot live up to.
        if (length > fileLength * mostPerByte) throw Truncated(path, $"it says {shape} values, which its {fileLength:N0} bytes cannot hold");
        byte[] values = GC.AllocateUninitializedArray<byte>((int)length);
        int read = stream.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        if (read < values.Length) throw Truncated(path, $"it says {shape} values, and ends after {read:N0} of {length:N0}");
        if (stream.ReadByte() >= 0) throw new DatasetException($"'{path}' goes on after the {length:N0} values it announces; it is damaged: fetch it again.");
        return (values, sizes);
    }

    private static int[] ReadHeader(Stream stream, string path, int magic)
    {
        int found = ReadInt(stream, path);
        if (found != magic)
        {
            string what = magic == ImagesMagic ? "images" : "labels";
            string itIs = found == LabelsMagic ? "it is an IDX file of labels" : found == ImagesMagic ? "it is an IDX file of images" : "it is no IDX file of bytes";
            throw new DatasetException($"'{path}' begins with 0x{found:X8}, IDX {what} begin with 0x{magic:X8}: {itIs}; give the {what} file.");
        }
        var sizes = new int[magic & 0xFF];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = ReadInt(stream, path);
            if (sizes[i] < 0 || (i > 0 && sizes[i] == 0)) throw new DatasetException($"'{path}' has size {sizes[i]} in dimension {i + 1}; it is damaged: fetch it again.");
        }
        return sizes;
    }

    private static int ReadInt(Stream stream, string path)
    {
        Span<byte> word = stackalloc byte[sizeof(int)];
        int read = stream.ReadAtLeast(word, word.Length, throwOnEndOfStream: false);
        return read == word.Length ? BinaryPrimitives.ReadInt32BigEndian(word) : throw Truncated(path, "it ends within its header");
    }

    private static DatasetException Truncated(string path, string detail) => new($"'{path}' is truncated: {detail}; fetch it again.");
}
