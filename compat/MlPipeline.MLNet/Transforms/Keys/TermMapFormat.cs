using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using Microsoft.ML.Model;

namespace Microsoft.ML.Transforms;

/// <summary>
/// Term maps in a model file. Text: byte 0, the count, a string id each. Other types: byte 1, the type's name with a zero
/// byte for no parameters, the count, the values as they lie in memory.
/// </summary>
internal static class TermMapFormat
{
    private const byte TextMap = 0;
    private const byte ValueMap = 1;

    public static void Save<T>(ModelSaveContext ctx, PrimitiveDataViewType itemType, T[] terms)
    {
        if (terms is ReadOnlyMemory<char>[] texts)
        {
            ctx.Writer.Write(TextMap);
            ctx.Writer.Write(texts.Length);
            foreach (ReadOnlyMemory<char> text in texts)
                ctx.SaveNonEmptyString(text);
            return;
        }

        ctx.Writer.Write(ValueMap);
        ctx.Writer.Write(itemType.RawType.Name);
        ctx.Writer.Write((byte)0);
        ctx.Writer.Write(terms.Length);
        for (int i = 0; i < terms.Length; i++)
            ctx.Writer.Write(BytesOf(ref terms[i]));
    }

    public static TermMap Load(ModelLoadContext ctx)
    {
        byte kind = ctx.Reader.ReadByte();
        if (kind == TextMap)
        {
            var texts = new ReadOnlyMemory<char>[ctx.Reader.ReadCount(sizeof(int), "texts")];
            for (int i = 0; i < texts.Length; i++)
                texts[i] = ctx.LoadNonEmptyString().AsMemory();
            return new TermMap<ReadOnlyMemory<char>>(TextDataViewType.Instance, texts);
        }

        string typeName = ctx.Reader.ReadString();
        PrimitiveDataViewType? itemType = Enum.GetValues<DataKind>().Select(DataKinds.TypeOrNull).FirstOrDefault(type => type?.RawType.Name == typeName);
        if (kind != ValueMap || itemType is null or TextDataViewType || ctx.Reader.ReadByte() != 0)
            throw new FormatException($"Corrupt model: a key map has kind {kind} and items of type '{typeName}', which this version does not know.");
        return PrimitiveTypes.Visit(itemType.RawType, new Loader(ctx.Reader, itemType))!;
    }

    private static Span<byte> BytesOf<T>(ref T value)
        => MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>());

    private sealed class Loader(BinaryReader reader, PrimitiveDataViewType itemType) : IPrimitiveTypeVisitor<TermMap>
    {
        public TermMap Visit<T>()
            where T : notnull
        {
            var terms = new T[reader.ReadCount(Unsafe.SizeOf<T>(), "values")];
            for (int i = 0; i < terms.Length; i++)
                reader.BaseStream.ReadExactly(BytesOf(ref terms[i]));
            return new TermMap<T>(itemType, terms);
        }
    }
}
