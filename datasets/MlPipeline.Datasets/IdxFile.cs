using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using MlPipeline.Foundation;

namespace MlPipeline.Datasets;

/// <summary>
/// Reads and writes IDX files, the format of MNIST: a magic number (0, 0, type, dimensions), the sizes as big-endian
/// 32-bit integers, the values. Values of every type of the format are read (bytes, 16- and 32-bit integers, single and
/// double precision) and bytes are written. Whether a file is gzipped is told by its first bytes, not by its name.
/// </summary>
public static class IdxFile
{
    private const int ImagesMagic = 0x00000803;
    private const int LabelsMagic = 0x00000801;
    private const int DimensionsOfImages = 3;
    private const int DimensionsOfLabels = 1;
    private const int DimensionsOfLabelTables = 2;

    // The most that deflate packs into a byte, rounded up.
    private const int DeflateRatio = 1040;

    /// <summary>Reads images and their labels.</summary>
    /// <param name="imagesPath">IDX file, [count, height, width].</param>
    /// <param name="labelsPath">
    /// IDX file, [count], or [count, columns] with the class in the first column (QMNIST).
    /// </param>
    /// <param name="classNames">Names of the classes; "0", "1", ... up to the largest label where null.</param>
    /// <exception cref="DatasetException">
    /// A file is missing, damaged or of another kind, or the counts differ.
    /// </exception>
    public static ImageSet ReadSet(string imagesPath, string labelsPath, IReadOnlyList<string>? classNames = null)
    {
        byte[] labels = ReadLabels(labelsPath);
        (byte[] pixels, int count, int height, int width) = ReadImages(imagesPath);
        if (count != labels.Length)
            throw new DatasetException(
                $"'{imagesPath}' has {count} images, '{labelsPath}' has {labels.Length} labels; give the two files "
                    + "of one set."
            );
        classNames ??=
        [
            .. Enumerable
                .Range(0, labels.Length == 0 ? 1 : labels.Max() + 1)
                .Select(i => i.ToString(CultureInfo.InvariantCulture)),
        ];
        int bad = Array.FindIndex(labels, label => label >= classNames.Count);
        if (bad >= 0)
            throw new DatasetException(
                $"Label {bad} of '{labelsPath}' is {labels[bad]}; the set has classes 0 to {classNames.Count - 1}."
            );
        return new ImageSet(pixels, labels, height, width, classNames);
    }

    /// <summary>Reads images alone.</summary>
    /// <param name="path">
    /// IDX file, [count, height, width]: whole numbers from 0 to 255 of any type, or floating-point shares from 0 to 1,
    /// which are multiplied by 255 and rounded.
    /// </param>
    /// <returns>The pixels, [count, height, width], 0 to 255, and the sizes.</returns>
    /// <exception cref="DatasetException">The file is missing, damaged or of another kind.</exception>
    public static (byte[] Pixels, int Count, int Height, int Width) ReadImages(string path)
    {
        (byte[] values, IdxType type, int[] sizes) = Read(path, "images", ImagesMagic, DimensionsOfImages);
        return (IdxValues.ToBytes(values, type, sharesOf255: true, path), sizes[0], sizes[1], sizes[2]);
    }

    /// <summary>Reads labels alone.</summary>
    /// <param name="path">IDX file, [count], or [count, columns] with the class in the first column (QMNIST).</param>
    /// <returns>The labels, [count]: classes from 0.</returns>
    /// <exception cref="DatasetException">The file is missing, damaged or of another kind.</exception>
    public static byte[] ReadLabels(string path)
    {
        (byte[] values, IdxType type, int[] sizes) = Read(
            path,
            "labels",
            LabelsMagic,
            DimensionsOfLabels,
            DimensionsOfLabelTables
        );
        byte[] first =
            sizes.Length == DimensionsOfLabels
                ? values
                : FirstColumn(values, sizes[0], sizes[1], IdxValues.SizeOf(type));
        return IdxValues.ToBytes(first, type, sharesOf255: false, path);
    }

    /// <summary>
    /// The bytes of a file of images as <see cref="WriteSet"/> writes it, whatever type and packing it was read from.
    /// </summary>
    internal static (byte[] Header, byte[] Values) ImagesContent(ImageSet set) =>
        (Header(ImagesMagic, [set.Count, set.Height, set.Width]), set.Pixels);

    /// <summary>The bytes of a file of labels as <see cref="WriteSet"/> writes it.</summary>
    internal static (byte[] Header, byte[] Values) LabelsContent(ImageSet set) =>
        (Header(LabelsMagic, [set.Count]), set.Labels);

    /// <summary>Writes images and labels as raw IDX files; each is complete or is not there.</summary>
    /// <param name="set">The set; its class names are not part of the format.</param>
    /// <param name="imagesPath">Where the images go; a file there is replaced.</param>
    /// <param name="labelsPath">Where the labels go; a file there is replaced.</param>
    /// <exception cref="FileWriteException">A file cannot be written.</exception>
    public static void WriteSet(ImageSet set, string imagesPath, string labelsPath)
    {
        ArgumentNullException.ThrowIfNull(set);
        Write(imagesPath, ImagesContent(set));
        Write(labelsPath, LabelsContent(set));
    }

    private static void Write(string path, (byte[] Header, byte[] Values) content) =>
        AtomicFile.Write(
            path,
            file =>
            {
                file.Write(content.Header);
                file.Write(content.Values);
            }
        );

    private static byte[] Header(int magic, int[] sizes)
    {
        var header = new byte[sizeof(int) * (1 + sizes.Length)];
        BinaryPrimitives.WriteInt32BigEndian(header, magic);
        for (int i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(sizeof(int) * (1 + i)), sizes[i]);
        return header;
    }

    private static byte[] FirstColumn(byte[] values, int rows, int columns, int size)
    {
        var first = new byte[rows * size];
        for (int row = 0; row < rows; row++)
            values.AsSpan(row * columns * size, size).CopyTo(first.AsSpan(row * size));
        return first;
    }

    private static (byte[] Values, IdxType Type, int[] Sizes) Read(
        string path,
        string what,
        int magic,
        params int[] dimensions
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new DatasetException($"'{path}' is a directory; give the IDX file in it.");
        if (!File.Exists(path))
            throw new DatasetException($"There is no file '{path}'; check the path, or fetch the data set.");
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            bool gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            using Stream content = gzip ? new GZipStream(file, CompressionMode.Decompress) : file;
            var header = ReadHeader(content, path, what, magic, dimensions);
            return ReadArray(content, path, header, file.Length, mostPerByte: gzip ? DeflateRatio : 1);
        }
        catch (InvalidDataException error)
        {
            // .NET's own words here ("unsupported compression method") would lead astray.
            throw new DatasetException(
                $"'{path}' is damaged: its gzip data cannot be read (it does not unpack, or fails its checksum); "
                    + "fetch it again.",
                error
            );
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException and not DatasetException)
        {
            throw new DatasetException(
                $"'{path}' cannot be read: {error.Message.TrimEnd('.')}; check its permissions and its disk.",
                error
            );
        }
    }

    private static (byte[] Values, IdxType Type, int[] Sizes) ReadArray(
        Stream stream,
        string path,
        (IdxType Type, int[] Sizes) header,
        long fileLength,
        int mostPerByte
    )
    {
        string shape = string.Join(" x ", header.Sizes);
        int size = IdxValues.SizeOf(header.Type);
        Int128 length = header.Sizes.Aggregate((Int128)size, (product, next) => product * next);
        if (length > Array.MaxLength)
            throw new DatasetException(
                $"'{path}' says it holds {shape} values, more than fit in memory; it is damaged or not meant for "
                    + "this program."
            );
        // Before memory is taken for a header that a damaged or made-up file cannot live up to.
        if (length > fileLength * mostPerByte)
            throw Truncated(path, $"it says {shape} values, which its {fileLength:N0} bytes cannot hold");
        byte[] values = GC.AllocateUninitializedArray<byte>((int)length);
        int read = stream.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        if (read < values.Length)
            throw Truncated(path, $"it says {shape} values, and ends after {read / size:N0} of {length / size:N0}");
        if (stream.ReadByte() >= 0)
            throw new DatasetException(
                $"'{path}' goes on after the {length / size:N0} values it announces; it is damaged: fetch it again."
            );
        return (values, header.Type, header.Sizes);
    }

    private static (IdxType Type, int[] Sizes) ReadHeader(
        Stream stream,
        string path,
        string what,
        int magic,
        int[] allowedDimensions
    )
    {
        int found = ReadInt(stream, path);
        var type = (IdxType)(byte)(found >> 8);
        int dimensions = found & 0xFF;
        if (found >> 16 != 0 || IdxValues.SizeOf(type) == 0 || !allowedDimensions.Contains(dimensions))
        {
            string itIs = found switch
            {
                LabelsMagic => "it is an IDX file of labels",
                ImagesMagic => "it is an IDX file of images",
                _ => $"it is no IDX file of {what}",
            };
            throw new DatasetException(
                $"'{path}' begins with 0x{found:X8}, IDX {what} begin with 0x{magic:X8}: {itIs}; give the {what} file."
            );
        }
        var sizes = new int[dimensions];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = ReadInt(stream, path);
            if (sizes[i] < 0 || (i > 0 && sizes[i] == 0))
                throw new DatasetException(
                    $"'{path}' has size {sizes[i]} in dimension {i + 1}; it is damaged: fetch it again."
                );
        }
        return (type, sizes);
    }

    private static int ReadInt(Stream stream, string path)
    {
        Span<byte> word = stackalloc byte[sizeof(int)];
        int read = stream.ReadAtLeast(word, word.Length, throwOnEndOfStream: false);
        return read == word.Length
            ? BinaryPrimitives.ReadInt32BigEndian(word)
            : throw Truncated(path, "it ends within its header");
    }

    private static DatasetException Truncated(string path, string detail) =>
        new($"'{path}' is truncated: {detail}; fetch it again.");
}
