using System.Text;
using Microsoft.ML.Data;

namespace Microsoft.ML.Model;

/// <summary>
/// The entry of a zip that keeps the input schema: a binary data view file of no rows. Names, types and dimensions are
/// kept; annotations are not (they are skipped where ML.NET wrote some).
/// </summary>
internal static class SchemaFile
{
    private const ulong Signature = 0x00425644004C4D43;
    private const ulong Version = 0x0001000100010006;
    private const int HeaderSize = 256;
    private const byte Deflate = 1;
    private const int RowsPerBlock = 1;

    public static void Write(Stream destination, DataViewSchema schema)
    {
        DataViewSchema.Column[] columns = [.. schema.Where(column => !column.IsHidden && Codecs.CanWrite(column.Type))];
        using var body = new MemoryStream();
        using var writer = new BinaryWriter(body, Encoding.UTF8);
        foreach (DataViewSchema.Column column in columns)
        {
            writer.Write(column.Name);
            Codecs.Write(writer, column.Type);
            writer.Write(Deflate);
            writer.Write7BitEncodedInt(RowsPerBlock);
            writer.Write((long)HeaderSize); // where the list of the column's blocks would begin: there are none
            writer.Write(0L); // no annotations
        }
        writer.Flush();
        using var file = new BinaryWriter(destination, Encoding.UTF8, leaveOpen: true);
        var header = new byte[HeaderSize];
        BitConverter.TryWriteBytes(header.AsSpan(0), Signature);
        BitConverter.TryWriteBytes(header.AsSpan(8), Version);
        BitConverter.TryWriteBytes(header.AsSpan(16), Version);
        BitConverter.TryWriteBytes(header.AsSpan(24), (long)HeaderSize);
        BitConverter.TryWriteBytes(header.AsSpan(32), HeaderSize + body.Length);
        BitConverter.TryWriteBytes(header.AsSpan(48), columns.Length);
        file.Write(header);
        file.Write(body.ToArray());
        file.Write(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(Signature));
    }

    public static DataViewSchema Read(Stream source)
    {
        using var reader = new BinaryReader(source, Encoding.UTF8, leaveOpen: true);
        byte[] header = reader.ReadBytes(HeaderSize);
        if (header.Length < HeaderSize || BitConverter.ToUInt64(header) != Signature) throw new FormatException("Corrupt model: its input schema does not begin as one.");
        int count = BitConverter.ToInt32(header, 48);
        source.Position = BitConverter.ToInt64(header, 24);
        var builder = new DataViewSchema.Builder();
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadString();
            DataViewType type = Codecs.Read(reader);
            reader.ReadByte();
            reader.Read7BitEncodedInt();
            reader.ReadInt64();
            reader.ReadInt64();
            builder.AddColumn(name, type);
        }
        return builder.ToSchema();
    }

    /// <summary>Column types by the names of the codecs that store their values.</summary>
    private static class Codecs
    {
        private const string Vector = "VBuffer", Key = "Key2";

        private static readonly (string Name, PrimitiveDataViewType Type)[] Primitives =
        [
            ("Single", NumberDataViewType.Single), ("Double", NumberDataViewType.Double),
            ("SByte", NumberDataViewType.SByte), ("Byte", NumberDataViewType.Byte),
            ("Int16", NumberDataViewType.Int16), ("UInt16", NumberDataViewType.UInt16),
            ("Int32", NumberDataViewType.Int32), ("UInt32", NumberDataViewType.UInt32),
            ("Int64", NumberDataViewType.Int64), ("UInt64", NumberDataViewType.UInt64),
            ("Boolean", BooleanDataViewType.Instance), ("TextSpan", TextDataViewType.Instance),
            ("TimeSpan", TimeSpanDataViewType.Instance), ("DateTime", DateTimeDataViewType.Instance),
            ("DateTimeZone", DateTimeOffsetDataViewType.Instance), ("DataViewRowId", RowIdDataViewType.Instance),
        ];

        public static bool CanWrite(DataViewType type) =>
            type is KeyDataViewType || Primitives.Any(p => p.Type.Equals(type)) || (type is VectorDataViewType vector && CanWrite(vector.ItemType));

        public static void Write(BinaryWriter writer, DataViewType type)
        {
            (string name, Action<BinaryWriter>? parameters) = type switch
            {
                VectorDataViewType vector => (Vector, w =>
                {
                    Write(w, vector.ItemType);
                    w.Write(vector.Dimensions.Length);
                    foreach (int dimension in vector.Dimensions) w.Write(dimension);
                }
                ),
                KeyDataViewType key => (Key, w =>
                {
                    Write(w, DataViewTypeManager.NumberOf(key.RawType));
                    w.Write(key.Count);
                }
                ),
                _ => (Primitives.First(p => p.Type.Equals(type)).Name, default(Action<BinaryWriter>)),
            };
            writer.Write(name);
            using var buffer = new MemoryStream();
            using var inner = new BinaryWriter(buffer, Encoding.UTF8);
            parameters?.Invoke(inner);
            inner.Flush();
            writer.Write7BitEncodedInt((int)buffer.Length);
            writer.Write(buffer.ToArray());
        }

        public static DataViewType Read(BinaryReader reader)
        {
            string name = reader.ReadString();
            long end = reader.Read7BitEncodedInt();
            end += reader.BaseStream.Position;
            DataViewType type = name switch
            {
                Vector => ReadVector(reader),
                Key => new KeyDataViewType(Read(reader).RawType, reader.ReadUInt64()),
                _ => Primitives.FirstOrDefault(p => p.Name == name).Type ?? throw new FormatException($"The model's input schema has a column stored as '{name}', which this version does not know."),
            };
            reader.BaseStream.Position = end;
            return type;
        }

        private static VectorDataViewType ReadVector(BinaryReader reader)
        {
            var item = (PrimitiveDataViewType)Read(reader);
            var dimensions = new int[reader.ReadInt32()];
            for (int i = 0; i < dimensions.Length; i++) dimensions[i] = reader.ReadInt32();
            return dimensions.Length == 0 ? new VectorDataViewType(item) : new VectorDataViewType(item, dimensions);
        }
    }
}
