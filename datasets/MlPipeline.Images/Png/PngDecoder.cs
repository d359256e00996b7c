using System.Buffers.Binary;
using System.Text;

namespace MlPipeline.Images.Png;

/// <summary>PNG (ISO/IEC 15948): the chunks of a file, each with its checksum.</summary>
internal static class PngDecoder
{
    public const string Format = "PNG";

    // Length, type and checksum of a chunk.
    private const int ChunkFrame = 12;

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public static RgbaImage Decode(ReadOnlySpan<byte> file)
    {
        PngHeader? header = null;
        byte[] palette = [], transparency = [];
        using var data = new MemoryStream();
        for (int at = Signature.Length; ;)
        {
            if (file.Length - at < ChunkFrame) throw Damaged("it ends before its last chunk");
            int length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            if (length < 0 || length > file.Length - at - ChunkFrame) throw Damaged($"a chunk at byte {at} goes beyond the end of the file");
            ReadOnlySpan<byte> typed = file.Slice(at + 4, length + 4), content = typed[4..];
            if (Crc32.Of(typed) != BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + length)..])) throw Damaged($"the checksum of the chunk at byte {at} is wrong");
            string type = Encoding.ASCII.GetString(typed[..4]);
            if ((header == null) != (type == "IHDR")) throw Damaged(header == null ? "it does not begin with a header" : "it has two headers");
            switch (type)
            {
                case "IHDR": header = PngHeader.Read(content); break;
                case "PLTE": palette = content.ToArray(); break;
                case "tRNS": transparency = content.ToArray(); break;
                case "IDAT": data.Write(content); break;
                case "IEND": return new PngPixels(header!, palette, transparency).Decode(data);
                default:
                    // An upper-case first letter says that a file cannot be shown without it.
                    if (char.IsAsciiLetterUpper(type[0])) throw Damaged($"it needs the chunk '{type}', which is not known here");
                    break;
            }
            at += ChunkFrame + length;
        }
    }

    public static InvalidDataException Damaged(string what) => ImageDecoder.Damaged(Format, what);
}
