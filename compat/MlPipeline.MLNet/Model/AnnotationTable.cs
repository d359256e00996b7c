using System.IO.Compression;
using Microsoft.ML.Data;

namespace Microsoft.ML.Model;

/// <summary>
/// What a schema file keeps of a column's annotations: a block of values for each, deflated where that makes it shorter,
/// then a table of their kinds, types and places.
/// </summary>
internal static class AnnotationTable
{
    /// <summary>How blocks are stored: as they are, or by the deflate method.</summary>
    public const byte Stored = 0, Deflated = 1;

    // A kind, a type, a byte, a place and a length.
    private const int SmallestEntry = 13;

    // Names of ten million slots.
    private const long MostInflated = 256L << 20;

    /// <summary>Writes those annotations whose values can be kept; gives the place of the table, 0 where there are none.</summary>
    public static long Write(BinaryWriter writer, DataViewSchema.Annotations annotations)
    {
        List<Entry> entries = [];
        foreach (DataViewSchema.Column column in annotations.Schema)
        {
            if (column.IsHidden || AnnotationValues.EncodeOrNull(annotations, column) is not { } values) continue;
            byte[] deflated = Deflate(values);
            bool shorter = deflated.Length < values.Length;
            byte[] block = shorter ? deflated : values;
            entries.Add(new Entry(column.Name, column.Type, shorter ? Deflated : Stored, writer.BaseStream.Position, block.Length));
            writer.Write(block);
        }
        if (entries.Count == 0) return 0;
        long table = writer.BaseStream.Position;
        writer.Write7BitEncodedInt(entries.Count);
        foreach (Entry entry in entries)
        {
            writer.Write(entry.Kind);
            ColumnCodec.Write(writer, entry.Type);
            writer.Write(entry.Compression);
            writer.Write(entry.Position);
            writer.Write7BitEncodedInt(entry.Length);
        }
        return table;
    }

    /// <summary>Reads the annotations of the table at that place, those whose types are known here.</summary>
    /// <param name="reader">The schema's file.</param>
    /// <param name="table">The place of the table; 0 where there is none.</param>
    /// <param name="column">The column's name, for errors.</param>
    /// <param name="inflated">The bytes that the file's blocks inflated to so far; several columns can name the same block.</param>
    public static DataViewSchema.Annotations? Read(BinaryReader reader, long table, string column, ref long inflated)
    {
        if (table == 0) return null;
        Seek(reader, table, column);
        var builder = new DataViewSchema.Annotations.Builder();
        for (int left = reader.CheckCount(reader.Read7BitEncodedInt(), SmallestEntry, "annotations"); left > 0; left--)
        {
            string kind = reader.ReadString();
            DataViewType? type = ColumnCodec.ReadOrNull(reader);
            byte compression = reader.ReadByte();
            long position = reader.ReadInt64();
            int length = reader.Read7BitEncodedInt();
            if (type == null || compression > Deflated) continue;
            long next = reader.BaseStream.Position;
            Seek(reader, position, column);
            byte[] block = reader.ReadBytes(reader.CheckCount(length, 1, "bytes"));
            reader.BaseStream.Position = next;
            try
            {
                AnnotationValues.Decode(compression == Stored ? block : Inflate(block, ref inflated), kind, type, builder);
            }
            catch (Exception error) when (error is FormatException or InvalidDataException or EndOfStreamException)
            {
                throw new FormatException($"Corrupt model: annotation '{kind}' of column '{column}' cannot be read: {error.Message}", error);
            }
        }
        return builder.ToAnnotations();
    }

    private static void Seek(BinaryReader reader, long position, string column)
    {
        if (position < 0 || position > reader.BaseStream.Length) throw new FormatException($"Corrupt model: the annotations of column '{column}' lie outside of the schema.");
        reader.BaseStream.Position = position;
    }

    private static byte[] Deflate(byte[] values)
    {
        using var block = new MemoryStream();
        using (var deflate = new DeflateStream(block, CompressionLevel.Optimal)) deflate.Write(values);
        return block.ToArray();
    }

    private static byte[] Inflate(byte[] block, ref long inflated)
    {
        using var values = new MemoryStream();
        using var inflate = new DeflateStream(new MemoryStream(block), CompressionMode.Decompress);
        var part = new byte[1 << 16];
        for (int read = inflate.Read(part); read > 0; read = inflate.Read(part))
        {
            inflated += read;
            if (inflated > MostInflated) throw new InvalidDataException($"with the others it inflates to more than {MostInflated} bytes.");
            values.Write(part, 0, read);
        }
        return values.ToArray();
    }

    private sealed record Entry(string Kind, DataViewType Type, byte Compression, long Position, int Length);
}
