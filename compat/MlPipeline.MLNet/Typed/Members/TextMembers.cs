using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>A string, for text. Null is empty text.</summary>
internal sealed class TextMember<TRow>(SchemaDefinition.Column column, MemberInfo member) : TypedMember<TRow>(column)
    where TRow : class
{
    private readonly MemberAccess<TRow, string?> _access = new(member);

    public override Delegate CreateGetter(TypedRow<TRow> row)
    {
        Func<TRow, string?> get = _access.Get ?? throw NotReadable();
        return new ValueGetter<ReadOnlyMemory<char>>((ref ReadOnlyMemory<char> value) => value = get(row.Current).AsMemory());
    }

    public override Action<TRow> CreateSetter(DataViewRow row, DataViewSchema.Column source)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(source);
        Action<TRow, string?> set = _access.Set ?? throw NotWritable();
        ReadOnlyMemory<char> text = default;
        return target =>
        {
            getter(ref text);
            set(target, text.ToString());
        };
    }
}

/// <summary>An array of strings, for a vector of texts.</summary>
internal sealed class TextArrayMember<TRow>(SchemaDefinition.Column column, MemberInfo member) : TypedMember<TRow>(column)
    where TRow : class
{
    private readonly MemberAccess<TRow, string?[]?> _access = new(member);

    public override Delegate CreateGetter(TypedRow<TRow> row)
    {
        Func<TRow, string?[]?> get = _access.Get ?? throw NotReadable();
        int size = ((VectorDataViewType)Column.ColumnType).Size;
        return new ValueGetter<VBuffer<ReadOnlyMemory<char>>>((ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            string?[] items = get(row.Current) ?? [];
            row.CheckSize(Column.ColumnName, size, items.Length);
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref value, items.Length);
            for (int i = 0; i < items.Length; i++) editor.Values[i] = items[i].AsMemory();
            value = editor.Commit();
        });
    }

    public override Action<TRow> CreateSetter(DataViewRow row, DataViewSchema.Column source)
    {
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(source);
        Action<TRow, string?[]?> set = _access.Set ?? throw NotWritable();
        VBuffer<ReadOnlyMemory<char>> buffer = default;
        return target =>
        {
            getter(ref buffer);
            set(target, [.. buffer.DenseValues().Select(text => text.ToString())]);
        };
    }
}
