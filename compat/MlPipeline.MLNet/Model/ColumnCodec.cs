using System.Text;
using Microsoft.ML.Data;

namespace Microsoft.ML.Model;

/// <summary>Column types by the names of the codecs that store their values.</summary>
internal static class ColumnCodec
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

    /// <summary>Whether the type has a codec.</summary>
    public static bool CanWrite(DataViewType type) =>
        type is KeyDataViewType || NameOf(type) != null || (type is VectorDataViewType vector && CanWrite(vector.ItemType));

    /// <summary>Writes the codec's name and its parameters.</summary>
    public static void Write(BinaryWriter writer, DataViewType type)
    {
        using var parameters = new MemoryStream();
        using var inner = new BinaryWriter(parameters, Encoding.UTF8);
        if (type is VectorDataViewType vector)
        {
            writer.Write(Vector);
            Write(inner, vector.ItemType);
            inner.Write(vector.Dimensions.Length);
            foreach (int dimension in vector.Dimensions) inner.Write(dimension);
        }
        else if (type is KeyDataViewType key)
        {
            writer.Write(Key);
            Write(inner, DataViewTypeManager.NumberOf(key.RawType));
            inner.Write(key.Count);
        }
        else
        {
            writer.Write(NameOf(type) ?? throw new NotSupportedException($"A file cannot keep columns of type {type}."));
        }
        writer.Write7BitEncodedInt((int)parameters.Length);
        parameters.WriteTo(writer.BaseStream);
    }

    /// <summary>Reads a type; null where the codec is not known here.</summary>
    public static DataViewType? ReadOrNull(BinaryReader reader)
    {
        string name = reader.ReadString();
        long end = reader.Read7BitEncodedInt();
        end += reader.BaseStream.Position;
        DataViewType? type = name switch
        {
            Vector => ReadVectorOrNull(reader),
            Key => ReadKeyOrNull(reader),
            _ => Array.Find(Primitives, primitive => primitive.Name == name).Type,
        };
        reader.BaseStream.Position = end;
        return type;
    }

    private static string? NameOf(DataViewType type) => Array.Find(Primitives, primitive => primitive.Type.Equals(type)).Name;

    private static KeyDataViewType? ReadKeyOrNull(BinaryReader reader) =>
        ReadOrNull(reader) is { } number ? new KeyDataViewType(number.RawType, reader.ReadUInt64()) : null;

    private static VectorDataViewType? ReadVectorOrNull(BinaryReader reader)
    {
        if (ReadOrNull(reader) is not PrimitiveDataViewType item) return null;
        int rank = reader.ReadInt32();
        if (rank < 0 || rank > reader.BaseStream.Length / sizeof(int)) throw new FormatException($"Corrupt model: a vector type has {rank} dimensions.");
        var dimensions = new int[rank];
        for (int i = 0; i < rank; i++) dimensions[i] = reader.ReadInt32();
        return rank == 0 ? new VectorDataViewType(item) : new VectorDataViewType(item, dimensions);
    }
}
