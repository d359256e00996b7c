using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>A member that is what the column holds: numbers, keys, flags, dates, VBuffer.</summary>
internal sealed class ValueMember<TRow, TValue>(SchemaDefinition.Column column, MemberInfo member) : TypedMember<TRow>(column)
    where TRow : class
{
    private readonly MemberAccess<TRow, TValue> _access = new(member);

    public override Delegate CreateGetter(TypedRow<TRow> row)
    {
        Func<TRow, TValue> get = _access.Get ?? throw NotReadable();
        return Column.ColumnType is VectorDataViewType vector
            ? RawTypes.Visit(vector, new VectorGetter(row, get, vector.Size, Column.ColumnName))
            : new ValueGetter<TValue>((ref TValue value) => value = get(row.Current));
    }

    public override Action<TRow> CreateSetter(DataViewRow row, DataViewSchema.Column source)
    {
        ValueGetter<TValue> getter = row.GetGetter<TValue>(source);
        Action<TRow, TValue> set = _access.Set ?? throw NotWritable();
        // An object's own buffer is filled again, so that objects never share one.
        Func<TRow, TValue>? get = Column.ColumnType is VectorDataViewType ? _access.Get : null;
        return target =>
        {
            TValue value = get == null ? default! : get(target);
            getter(ref value);
            set(target, value);
        };
    }

    // The caller may write into the vector it is given, so it gets a copy.
    private sealed class VectorGetter(TypedRow<TRow> row, Func<TRow, TValue> get, int size, string name) : IRawTypeVisitor<Delegate>
    {
        public Delegate VisitValue<T>() => throw new NotSupportedException();

        public Delegate VisitVector<T>()
        {
            Func<TRow, VBuffer<T>> vectorOf = (Func<TRow, VBuffer<T>>)(object)get;
            return new ValueGetter<VBuffer<T>>((ref VBuffer<T> value) =>
            {
                VBuffer<T> stored = vectorOf(row.Current);
                row.CheckSize(name, size, stored.Length);
                stored.CopyTo(ref value);
            });
        }
    }
}
