using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace MlPipeline.Datasets;

/// <summary>
/// Reads IDX files, the format of MNIST: a magic number (0, 0, type, dimensions), the sizes as big-endian 32-bit integers,
/// the values. Gzipped or raw is told by the first bytes, not by the name.
/// </summary>
public static class IdxFile
{
    private const int ImagesMagic = 0x00000803, LabelsMagic = 0x00000801;
    private const int MaxBytes = 0x7FFFFFC7;

    /// <summary>Reads images and their labels.</summary>
    /// <param name="imagesPath">IDX file of bytes, [count, height, width].</param>
    /// <param name="labelsPath">IDX file of bytes, [count].</param>
    /// <param name="classNames">Names of the classes; "0", "1", ... up to the largest label where null.</param>
    /// <exception cref="DatasetException">A file is missing, damaged or of another kind, or the counts differ.</exception>
    public static ImageSet ReadSet(string imagesPath, string labelsPath, IReadOnlyList<string>? classNames = null)
    {
        (byte[] labels, _) = Read(labelsPath, LabelsMagic);
        (byte[] pixels, int[] sizes) = Read(imagesPath, ImagesMagic);
        if (sizes[0] != labels.Length)
            throw new DatasetException($"'{imagesPath}' has {sizes[0]} images, '{labelsPath}' has {labels.Length} labels; give the two files of one set.");
        classNames ??= [.. Enumerable.Range(0, labels.Length == 0 ? 1 : labels.Max() + 1).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        int bad = Array.FindIndex(labels, label => label >= classNames.Count);
        if (bad >= 0) throw new DatasetException($"Label {bad} of '{labelsPath}' is {labels[bad]}; the set has classes 0 to {classNames.Count - 1}.");
        return new ImageSet(pixels, labels, sizes[1], sizes[2], classNames);
    }

    /// <summary>Writes images and labels as raw IDX files; each is complete or is not there.</summary>
    public static void WriteSet(ImageSet set, string imagesPath, string labelsPath)
    {
        ArgumentNullException.ThrowIfNull(set);
        Write(imagesPath, ImagesMagic, [set.Count, set.Height, set.Width], set.Pixels);
        Write(labelsPath, LabelsMagic, [set.Count], set.Labels);
    }

    private static void Write(string path, int magic, int[] sizes, byte[] values)
    {
        string temporary = path + ".tmp";
        using (FileStream file = File.Create(temporary))
        {
            Span<byte> word = stackalloc byte[sizeof(int)];
            foreach (int value in sizes.Prepend(magic))
            {
                BinaryPrimitives.WriteInt32BigEndian(word, value);
                file.Write(word);
            }
            file.Write(values);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    private static (byte[] Values, int[] Sizes) Read(string path, int magic)
    {
        try
        {
            using Stream stream = Open(path);
            int[] sizes = ReadHeader(stream, path, magic);
            long length = sizes.Aggregate(1L, (product, size) => product * size);
            if (length > MaxBytes) throw new DatasetException($"'{path}' says it holds {string.Join(" x ", sizes)} values, more than fit in memory; it is damaged or not meant for this program.");
            byte[] values = GC.AllocateUninitializedArray<byte>((int)length);
            int read = stream.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
            if (read < values.Length) throw Truncated(path, $"it says {string.Join(" x ", sizes)} values, and ends after {read:N0} of {length:N0}");
            if (stream.ReadByte() >= 0) throw new DatasetException($"'{path}' goes on after the {length:N0} values it announces; it is damaged: fetch it again.");
            return (values, sizes);
        }
        catch (InvalidDataException error)
        {
            throw new DatasetException($"'{path}' is damaged: its gzip data cannot be read ({error.Message.TrimEnd('.')}); fetch it again.", error);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException and not DatasetException)
        {
            throw new DatasetException($"'{path}' cannot be read: {error.Message}", error);
        }
    }

    private static Stream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new DatasetException($"There is no file '{path}'; check the path, or fetch the data set.");
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        bool gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return gzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static int[] ReadHeader(Stream stream, string path, int magic)
    {
        int found = ReadInt(stream, path);
        if (found != magic)
        {
            string what = magic == ImagesMagic ? "images" : "labels";
            string is_ = found == LabelsMagic ? "it is an IDX file of labels" : found == ImagesMagic ? "it is an IDX file of images" : "it is no IDX file of bytes";
            throw new DatasetException($"'{path}' begins with 0x{found:X8}, IDX {what} begin with 0x{magic:X8}: {is_}; give the {what} file.");
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
