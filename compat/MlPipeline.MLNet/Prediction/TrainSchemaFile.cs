using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.Model;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>
/// The schema of the training data beside a model: a binary data view of no rows, and in an entry of its own, which
/// ML.NET does not look at, what keys stand for and slots are called.
/// </summary>
internal static class TrainSchemaFile
{
    private const string Name = "TrainSchema", AnnotationsName = "TrainSchemaAnnotations";

    private static readonly string[] Kinds = [AnnotationUtils.Kinds.KeyValues, AnnotationUtils.Kinds.SlotNames];

    public static void Write(ModelSaveContext ctx, DataViewSchema schema)
    {
        ctx.SaveBinaryStream(Name, writer => SchemaFile.Write(writer.BaseStream, schema));
        var kept = schema.Where(column => !column.IsHidden)
            .SelectMany(column => Kinds.Select(kind => (Column: column, Annotation: column.Annotations.Schema.GetColumnOrNull(kind))))
            .Where(pair => pair.Annotation?.Type is VectorDataViewType { ItemType: TextDataViewType or NumberDataViewType })
            .ToArray();
        if (kept.Length == 0) return;
        ctx.SaveBinaryStream(AnnotationsName, writer =>
        {
            writer.Write(kept.Length);
            foreach ((DataViewSchema.Column column, DataViewSchema.Column? annotation) in kept)
            {
                writer.Write(column.Name);
                writer.Write(annotation!.Value.Name);
                PrimitiveTypes.Visit(((VectorDataViewType)annotation.Value.Type).ItemType.RawType, new ValuesWriter(writer, column.Annotations, annotation.Value));
            }
        });
    }

    public static DataViewSchema Read(ModelLoadContext ctx)
    {
        DataViewSchema? schema = null;
        ctx.TryLoadBinaryStream(Name, reader => schema = SchemaFile.Read(reader.BaseStream));
        schema ??= new DataViewSchema.Builder().ToSchema();
        Dictionary<string, DataViewSchema.Annotations.Builder> annotations = [];
        ctx.TryLoadBinaryStream(AnnotationsName, reader =>
        {
            for (int left = reader.ReadInt32(); left > 0; left--)
            {
                string column = reader.ReadString();
                if (!annotations.TryGetValue(column, out DataViewSchema.Annotations.Builder? builder)) annotations[column] = builder = new();
                ReadValues(reader, builder);
            }
        });
        var full = new DataViewSchema.Builder();
        foreach (DataViewSchema.Column column in schema)
            full.AddColumn(column.Name, column.Type, annotations.GetValueOrDefault(column.Name)?.ToAnnotations());
        return full.ToSchema();
    }

    private static void ReadValues(BinaryReader reader, DataViewSchema.Annotations.Builder builder)
    {
        string kind = reader.ReadString(), typeName = reader.ReadString();
        PrimitiveDataViewType type = Enum.GetValues<DataKind>().Select(DataKinds.TypeOrNull).FirstOrDefault(t => t?.ToString() == typeName)
            ?? throw new FormatException($"Corrupt model: annotation '{kind}' holds '{typeName}'.");
        PrimitiveTypes.Visit(type.RawType, new ValuesReader(reader, builder, kind, type));
    }

    private sealed class ValuesWriter(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column annotation) : IPrimitiveTypeVisitor<bool>
    {
        public bool Visit<T>() where T : notnull
        {
            VBuffer<T> values = default;
            annotations.GetValue(annotation.Name, ref values);
            writer.Write(((VectorDataViewType)annotation.Type).ItemType.ToString()!);
            writer.Write(values.Length);
            foreach (T value in values.DenseValues())
            {
                if (value is ReadOnlyMemory<char> text) writer.Write(text.ToString());
                else writer.Write(Bytes(ref Unsafe.AsRef(in value)));
            }
            return true;
        }
    }

    private sealed class ValuesReader(BinaryReader reader, DataViewSchema.Annotations.Builder builder, string kind, PrimitiveDataViewType type) : IPrimitiveTypeVisitor<bool>
    {
        public bool Visit<T>() where T : notnull
        {
            var values = new T[reader.ReadInt32()];
            for (int i = 0; i < values.Length; i++)
            {
                if (typeof(T) == typeof(ReadOnlyMemory<char>)) values[i] = (T)(object)reader.ReadString().AsMemory();
                else reader.BaseStream.ReadExactly(Bytes(ref values[i]));
            }
            var buffer = new VBuffer<T>(values.Length, values);
            builder.Add(kind, new VectorDataViewType(type, values.Length), (ref VBuffer<T> destination) => buffer.CopyTo(ref destination));
            return true;
        }
    }

    // Only for number types, which hold no references.
    private static Span<byte> Bytes<T>(ref T value) => MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>());
}
