using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>An array, for a vector.</summary>
internal sealed class ArrayMember<TRow, TItem>(SchemaDefinition.Column column, MemberInfo member) : TypedMember<TRow>(column)
    where TRow : class
{
    private readonly MemberAccess<TRow, TItem[]?> _access = new(member);

    public override Delegate CreateGetter(TypedRow<TRow> row)
    {
        Func<TRow, TItem[]?> get = _access.Get ?? throw NotReadable();
        int size = ((VectorDataViewType)Column.ColumnType).Size;
        return new ValueGetter<VBuffer<TItem>>((ref VBuffer<TItem> value) =>
        {
            TItem[] items = get(row.Current) ?? [];
            row.CheckSize(Column.ColumnName, size, items.Length);
            VBuffer<TItem>.Copy(items, 0, ref value, items.Length);
        });
    }

    public override Action<TRow> CreateSetter(DataViewRow row, DataViewSchema.Column source)
    {
        ValueGetter<VBuffer<TItem>> getter = row.GetGetter<VBuffer<TItem>>(source);
        (Func<TRow, TItem[]?>? get, Action<TRow, TItem[]?> set) = (_access.Get, _access.Set ?? throw NotWritable());
        VBuffer<TItem> buffer = default;
        return target =>
        {
            getter(ref buffer);
            TItem[]? items = get?.Invoke(target);
            if (items?.Length != buffer.Length) items = buffer.Length == 0 ? [] : new TItem[buffer.Length];
            buffer.CopyTo(items);
            set(target, items);
        };
    }
}
