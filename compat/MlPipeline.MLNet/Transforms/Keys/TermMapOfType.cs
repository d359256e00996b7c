using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The terms of a column whose items are of type <typeparamref name="T"/>.</summary>
internal sealed class TermMap<T> : TermMap
    where T : notnull
{
    private readonly T[] _terms;
    private readonly Dictionary<T, uint> _keys;

    public TermMap(PrimitiveDataViewType itemType, T[] terms)
        : base(itemType, terms.Length)
    {
        _terms = terms;
        _keys = new Dictionary<T, uint>(terms.Length, Terms<T>.Equality);
        for (int i = 0; i < terms.Length; i++)
            _keys.TryAdd(terms[i], (uint)i + 1);
    }

    public override Delegate MakeGetter(DataViewRow row, DataViewSchema.Column column)
        => column.Type is VectorDataViewType ? MapVector(row.GetGetter<VBuffer<T>>(column)) : MapScalar(row.GetGetter<T>(column));

    public override void AddKeyValues(DataViewSchema.Annotations.Builder builder, DataViewSchema.Column source, bool asText)
    {
        // The terms of a key column are keys; what they stand for is what its own annotation says.
        if (ItemTypes.ItemOf(source.Type) is KeyDataViewType && KeyValues.TypeOf(source) is not null)
            KeyValuesOfKeys.Add(builder, source, [.. _terms.Select(term => Convert.ToInt32(term, CultureInfo.InvariantCulture) - 1)]);
        else if (asText && _terms is not ReadOnlyMemory<char>[])
            Add(builder, TextDataViewType.Instance, AsText());
        else
            Add(builder, ItemType, _terms);
    }

    public override void Save(ModelSaveContext ctx) => TermMapFormat.Save(ctx, ItemType, _terms);

    public override void WriteText(TextWriter writer)
    {
        writer.WriteLine($"# Number of terms = {_terms.Length}");
        ReadOnlyMemory<char>[] texts = AsText();
        for (int i = 0; i < texts.Length; i++)
            writer.WriteLine($"{i}\t{texts[i]}");
    }

    private static void Add<TValue>(DataViewSchema.Annotations.Builder builder, PrimitiveDataViewType type, TValue[] values)
        => builder.Add(
            AnnotationUtils.Kinds.KeyValues,
            new VectorDataViewType(type, Math.Max(1, values.Length)),
            (ref VBuffer<TValue> destination) => new VBuffer<TValue>(values.Length, values).CopyTo(ref destination));

    private ReadOnlyMemory<char>[] AsText()
    {
        ValueMapper<T, ReadOnlyMemory<char>> convert = ValueConversions.GetOrNull<T, ReadOnlyMemory<char>>()!;
        var texts = new ReadOnlyMemory<char>[_terms.Length];
        for (int i = 0; i < texts.Length; i++)
            convert(in _terms[i], ref texts[i]);
        return texts;
    }

    private uint KeyOf(T value) => _keys.GetValueOrDefault(value);

    private ValueGetter<uint> MapScalar(ValueGetter<T> get)
    {
        T value = default!;
        return (ref uint key) =>
        {
            get(ref value);
            key = KeyOf(value);
        };
    }

    private ValueGetter<VBuffer<uint>> MapVector(ValueGetter<VBuffer<T>> get)
    {
        VBuffer<T> values = default;
        uint keyOfDefault = typeof(T) == typeof(ReadOnlyMemory<char>) ? 0 : KeyOf(default!);
        return (ref VBuffer<uint> keys) =>
        {
            get(ref values);
            ReadOnlySpan<T> from = values.GetValues();
            bool sparse = !values.IsDense && keyOfDefault == 0;
            VBufferEditor<uint> editor = VBufferEditor.Create(ref keys, values.Length, sparse ? from.Length : values.Length);
            if (sparse)
                values.GetIndices().CopyTo(editor.Indices);
            else if (!values.IsDense)
                editor.Values.Fill(keyOfDefault);

            bool scatter = !sparse && !values.IsDense;
            ReadOnlySpan<int> indices = values.GetIndices();
            for (int i = 0; i < from.Length; i++)
                editor.Values[scatter ? indices[i] : i] = KeyOf(from[i]);
            keys = editor.Commit();
        };
    }
}
