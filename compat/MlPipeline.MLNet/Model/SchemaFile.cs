using System.Buffers.Binary;
using System.Text;
using Microsoft.ML.Data;

namespace Microsoft.ML.Model;

/// <summary>
/// A schema as a binary data view file of no rows: a header of 256 bytes, the annotations of each column, the table of
/// columns, a tail. Models keep the schema of their input, and prediction transformers that of their training data.
/// </summary>
internal static class SchemaFile
{
    private const ulong Signature = 0x00425644004C4D43; // "CML DVB", and the same backwards as the tail
    private const ulong Version = 0x0001000100010006;
    private const int HeaderSize = 256, AtVersion = 8, AtReadableVersion = 16, AtTable = 24, AtTail = 32, AtCount = 48;
    private const int RowsPerBlock = 1;

    /// <summary>Writes the columns that are not hidden and whose types have a codec.</summary>
    public static void Write(Stream destination, DataViewSchema schema)
    {
        DataViewSchema.Column[] columns = [.. schema.Where(column => !column.IsHidden && ColumnCodec.CanWrite(column.Type))];
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file, Encoding.UTF8);
        writer.Write(new byte[HeaderSize]);
        long[] annotations = [.. columns.Select(column => AnnotationTable.Write(writer, column.Annotations))];
        long table = file.Position;
        for (int i = 0; i < columns.Length; i++) WriteColumn(writer, columns[i], annotations[i]);
        long tail = file.Position;
        writer.Write(BinaryPrimitives.ReverseEndianness(Signature));
        WriteHeader(file.GetBuffer(), table, tail, columns.Length);
        file.WriteTo(destination);
    }

    /// <summary>Reads the columns whose types are known here.</summary>
    /// <exception cref="FormatException">It is no such file, or a damaged one.</exception>
    public static DataViewSchema Read(Stream source)
    {
        using var file = new MemoryStream();
        source.CopyTo(file);
        int count = ReadHeader(file.GetBuffer().AsSpan(0, (int)file.Length), out long table);
        using var reader = new BinaryReader(file, Encoding.UTF8);
        file.Position = table;
        var builder = new DataViewSchema.Builder();
        long inflated = 0;
        try
        {
            for (int i = 0; i < count; i++) ReadColumn(reader, builder, ref inflated);
        }
        catch (Exception error) when (error is EndOfStreamException or ArgumentException)
        {
            throw new FormatException($"Corrupt model: the columns of a schema cannot be read: {error.Message}", error);
        }
        return builder.ToSchema();
    }

    private static void WriteHeader(Span<byte> header, long table, long tail, int count)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(header, Signature);
        BinaryPrimitives.WriteUInt64LittleEndian(header[AtVersion..], Version);
        BinaryPrimitives.WriteUInt64LittleEndian(header[AtReadableVersion..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[AtTable..], table);
        BinaryPrimitives.WriteInt64LittleEndian(header[AtTail..], tail);
        BinaryPrimitives.WriteInt32LittleEndian(header[AtCount..], count);
    }

    private static int ReadHeader(ReadOnlySpan<byte> file, out long table)
    {
        if (file.Length < HeaderSize || BinaryPrimitives.ReadUInt64LittleEndian(file) != Signature)
            throw new FormatException("Corrupt model: a schema does not begin as one.");
        ulong readable = BinaryPrimitives.ReadUInt64LittleEndian(file[AtReadableVersion..]);
        if (readable > Version)
            throw new FormatException($"A schema of the model has version {readable:x16}; this version reads up to {Version:x16}.");
        table = BinaryPrimitives.ReadInt64LittleEndian(file[AtTable..]);
        int count = BinaryPrimitives.ReadInt32LittleEndian(file[AtCount..]);
        if (table < HeaderSize || table > file.Length || count < 0)
            throw new FormatException("Corrupt model: the table of a schema's columns lies outside of it.");
        return count;
    }

    private static void WriteColumn(BinaryWriter writer, DataViewSchema.Column column, long annotations)
    {
        writer.Write(column.Name);
        ColumnCodec.Write(writer, column.Type);
        writer.Write(AnnotationTable.Deflated);
        writer.Write7BitEncodedInt(RowsPerBlock);
        writer.Write((long)HeaderSize); // where the list of the column's blocks would begin: there are none
        writer.Write(annotations);
    }

    private static void ReadColumn(BinaryReader reader, DataViewSchema.Builder builder, ref long inflated)
    {
        string name = reader.ReadString();
        DataViewType? type = ColumnCodec.ReadOrNull(reader);
        reader.ReadByte();
        reader.Read7BitEncodedInt();
        reader.ReadInt64();
        long annotations = reader.ReadInt64();
        if (type == null) return;
        long next = reader.BaseStream.Position;
        builder.AddColumn(name, type, AnnotationTable.Read(reader, annotations, name, ref inflated));
        reader.BaseStream.Position = next;
    }
}
