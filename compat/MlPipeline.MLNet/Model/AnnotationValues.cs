using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Model;

/// <summary>
/// The block of values of one annotation. Numbers and keys are stored as they are; texts as their count, where each ends
/// (in characters) and all of them joined; a vector as a count of 1, its length, the count of its explicit values (-1: all)
/// and their indices, then its values. Values of other types are not kept.
/// </summary>
internal static class AnnotationValues
{
    private const int Vectors = 1, Dense = -1;

    // A text that is missing has the highest bit of its end set; here it is an empty one.
    private const int EndMask = int.MaxValue;

    /// <summary>The block; null for types that are not kept.</summary>
    public static byte[]? EncodeOrNull(DataViewSchema.Annotations annotations, DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType { Size: > 0, ItemType: TextDataViewType } => EncodeVector<ReadOnlyMemory<char>>(annotations, column, WriteTexts),
        VectorDataViewType { Size: > 0, ItemType: var item } => PrimitiveTypes.VisitNumber(item.RawType, new VectorEncoder(annotations, column)),
        TextDataViewType => EncodeOne<ReadOnlyMemory<char>>(annotations, column, WriteTexts),
        BooleanDataViewType => EncodeOne<bool>(annotations, column, (writer, values) => writer.Write(values[0])),
        _ => PrimitiveTypes.VisitNumber(column.Type.RawType, new Encoder(annotations, column)),
    };

    /// <summary>Adds what a block holds; nothing for types that are not kept.</summary>
    public static void Decode(byte[] block, string kind, DataViewType type, DataViewSchema.Annotations.Builder builder)
    {
        using var reader = new BinaryReader(new MemoryStream(block), Encoding.UTF8);
        switch (type)
        {
            case VectorDataViewType { Size: > 0, ItemType: TextDataViewType }:
                AddVector(reader, kind, type, builder, ReadTexts);
                break;
            case VectorDataViewType { Size: > 0, ItemType: var item }:
                PrimitiveTypes.VisitNumber(item.RawType, new VectorDecoder(reader, kind, type, builder));
                break;
            case TextDataViewType:
                AddOne(reader, kind, type, builder, ReadTexts);
                break;
            case BooleanDataViewType:
                AddOne<bool>(reader, kind, type, builder, (r, _) => [r.ReadBoolean()]);
                break;
            default:
                PrimitiveTypes.VisitNumber(type.RawType, new Decoder(reader, kind, type, builder));
                break;
        }
    }

    private static byte[] EncodeOne<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column column, Action<BinaryWriter, T[]> write)
    {
        var value = new T[1];
        annotations.GetGetter<T>(column)(ref value[0]);
        using var block = new MemoryStream();
        using var writer = new BinaryWriter(block, Encoding.UTF8);
        write(writer, value);
        return block.ToArray();
    }

    private static byte[] EncodeVector<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column column, Action<BinaryWriter, T[]> write)
    {
        VBuffer<T> values = default;
        annotations.GetGetter<VBuffer<T>>(column)(ref values);
        using var block = new MemoryStream();
        using var writer = new BinaryWriter(block, Encoding.UTF8);
        writer.Write(Vectors);
        writer.Write(values.Length);
        writer.Write(values.IsDense ? Dense : values.GetValues().Length);
        ReadOnlySpan<int> indices = values.IsDense ? [] : values.GetIndices();
        writer.Write(indices.Length);
        writer.Write(MemoryMarshal.AsBytes(indices));
        write(writer, values.GetValues().ToArray());
        return block.ToArray();
    }

    private static void AddOne<T>(BinaryReader reader, string kind, DataViewType type, DataViewSchema.Annotations.Builder builder, Func<BinaryReader, int, T[]> read)
    {
        T value = read(reader, 1)[0];
        builder.Add(kind, type, (ref T destination) => destination = value);
    }

    private static void AddVector<T>(BinaryReader reader, string kind, DataViewType type, DataViewSchema.Annotations.Builder builder, Func<BinaryReader, int, T[]> read)
    {
        int vectors = reader.ReadInt32(), length = reader.ReadInt32(), count = reader.ReadInt32(), explicitCount = reader.ReadInt32();
        bool dense = count == Dense;
        if (vectors != Vectors || length != ((VectorDataViewType)type).Size || (dense ? 0 : count) != explicitCount || count > length)
            throw new FormatException($"it says it has {vectors} vectors of {length} items, of which {count} are given; its type is {type}.");
        int[] indices = ReadNumbers<int>(reader, explicitCount);
        T[] values = read(reader, dense ? length : count);
        if (!dense && !AreIndices(indices, length)) throw new FormatException("its indices do not ascend within its length.");
        VBuffer<T> buffer = dense ? new VBuffer<T>(length, values) : new VBuffer<T>(length, count, values, indices);
        builder.Add(kind, type, (ref VBuffer<T> destination) => buffer.CopyTo(ref destination));
    }

    private static bool AreIndices(int[] indices, int length)
    {
        int last = -1;
        foreach (int index in indices)
        {
            if (index <= last) return false;
            last = index;
        }
        return last < length;
    }

    private static void WriteTexts(BinaryWriter writer, ReadOnlyMemory<char>[] texts)
    {
        writer.Write(texts.Length);
        int end = 0;
        foreach (ReadOnlyMemory<char> text in texts) writer.Write(end += text.Length);
        writer.Write(string.Concat(texts.Select(text => text.ToString())));
    }

    private static ReadOnlyMemory<char>[] ReadTexts(BinaryReader reader, int count)
    {
        int given = reader.ReadInt32();
        if (given != count) throw new FormatException($"it has {given} texts where {count} belong.");
        int[] ends = ReadNumbers<int>(reader, count);
        ReadOnlyMemory<char> all = reader.ReadString().AsMemory();
        var texts = new ReadOnlyMemory<char>[count];
        int start = 0;
        for (int i = 0; i < count; i++)
        {
            int end = ends[i] & EndMask;
            if (end < start || end > all.Length) throw new FormatException("its texts overlap.");
            texts[i] = all[start..end];
            start = end;
        }
        return texts;
    }

    private static void WriteNumbers<T>(BinaryWriter writer, T[] values) where T : struct => writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));

    private static T[] ReadNumbers<T>(BinaryReader reader, int count) where T : struct
    {
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        if (count < 0 || count > left / Unsafe.SizeOf<T>()) throw new FormatException($"it should hold {count} values and has {left} bytes left.");
        var values = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private sealed class Encoder(DataViewSchema.Annotations annotations, DataViewSchema.Column column) : INumberTypeVisitor<byte[]>
    {
        public byte[] Visit<T>() where T : struct, INumber<T> => EncodeOne<T>(annotations, column, WriteNumbers);
    }

    private sealed class VectorEncoder(DataViewSchema.Annotations annotations, DataViewSchema.Column column) : INumberTypeVisitor<byte[]>
    {
        public byte[] Visit<T>() where T : struct, INumber<T> => EncodeVector<T>(annotations, column, WriteNumbers);
    }

    private sealed class Decoder(BinaryReader reader, string kind, DataViewType type, DataViewSchema.Annotations.Builder builder) : INumberTypeVisitor<bool>
    {
        public bool Visit<T>() where T : struct, INumber<T>
        {
            AddOne(reader, kind, type, builder, ReadNumbers<T>);
            return true;
        }
    }

    private sealed class VectorDecoder(BinaryReader reader, string kind, DataViewType type, DataViewSchema.Annotations.Builder builder) : INumberTypeVisitor<bool>
    {
        public bool Visit<T>() where T : struct, INumber<T>
        {
            AddVector(reader, kind, type, builder, ReadNumbers<T>);
            return true;
        }
    }
}
