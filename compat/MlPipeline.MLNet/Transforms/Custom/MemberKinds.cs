using System.Reflection;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>A member whose type is the column's own: numbers, keys, booleans, VBuffer, images.</summary>
internal sealed class ValueMember<TRow, TValue>(SchemaDefinition.Column definition, MemberInfo member) : MemberColumn<TRow>(definition)
    where TRow : class
{
    private readonly MemberAccess<TRow, TValue> _access = new(member);

    public override Action<TRow> CreateReader(DataViewRow row, DataViewSchema.Column source)
    {
        ValueGetter<TValue> get = row.GetGetter<TValue>(source);
        TValue value = default!;
        return target =>
        {
            get(ref value);
            _access.Set(target, value);
        };
    }

    public override Delegate CreateGetter(Func<TRow> current)
        => new ValueGetter<TValue>((ref TValue value) => value = _access.Get(current()));
}

/// <summary>A string for a text column.</summary>
internal sealed class TextMember<TRow>(SchemaDefinition.Column definition, MemberInfo member) : MemberColumn<TRow>(definition)
    where TRow : class
{
    private readonly MemberAccess<TRow, string?> _access = new(member);

    public override Action<TRow> CreateReader(DataViewRow row, DataViewSchema.Column source)
    {
        ValueGetter<ReadOnlyMemory<char>> get = row.GetGetter<ReadOnlyMemory<char>>(source);
        ReadOnlyMemory<char> value = default;
        return target =>
        {
            get(ref value);
            _access.Set(target, value.ToString());
        };
    }

    public override Delegate CreateGetter(Func<TRow> current)
        => new ValueGetter<ReadOnlyMemory<char>>((ref ReadOnlyMemory<char> value) => value = _access.Get(current()).AsMemory());
}

/// <summary>An array for a vector column. Rows of one length share the array.</summary>
internal sealed class ArrayMember<TRow, TItem>(SchemaDefinition.Column definition, MemberInfo member) : MemberColumn<TRow>(definition)
    where TRow : class
{
    private readonly MemberAccess<TRow, TItem[]?> _access = new(member);

    public override Action<TRow> CreateReader(DataViewRow row, DataViewSchema.Column source)
    {
        ValueGetter<VBuffer<TItem>> get = row.GetGetter<VBuffer<TItem>>(source);
        VBuffer<TItem> values = default;
        TItem[] array = [];
        return target =>
        {
            get(ref values);
            if (array.Length != values.Length)
                array = new TItem[values.Length];
            values.CopyTo(array);
            _access.Set(target, array);
        };
    }

    public override Delegate CreateGetter(Func<TRow> current)
        => new ValueGetter<VBuffer<TItem>>((ref VBuffer<TItem> values) =>
        {
            TItem[] array = _access.Get(current()) ?? [];
            VBufferEditor<TItem> editor = VBufferEditor.Create(ref values, array.Length);
            array.CopyTo(editor.Values);
            values = editor.Commit();
        });
}

/// <summary>An array of strings for a vector of texts.</summary>
internal sealed class TextArrayMember<TRow>(SchemaDefinition.Column definition, MemberInfo member) : MemberColumn<TRow>(definition)
    where TRow : class
{
    private readonly MemberAccess<TRow, string?[]?> _access = new(member);

    public override Action<TRow> CreateReader(DataViewRow row, DataViewSchema.Column source)
    {
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> get = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(source);
        VBuffer<ReadOnlyMemory<char>> values = default;
        return target =>
        {
            get(ref values);
            _access.Set(target, [.. values.DenseValues().Select(value => value.ToString())]);
        };
    }

    public override Delegate CreateGetter(Func<TRow> current)
        => new ValueGetter<VBuffer<ReadOnlyMemory<char>>>((ref VBuffer<ReadOnlyMemory<char>> values) =>
        {
            string?[] array = _access.Get(current()) ?? [];
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref values, array.Length);
            for (int i = 0; i < array.Length; i++)
                editor.Values[i] = array[i].AsMemory();
            values = editor.Commit();
        });
}
