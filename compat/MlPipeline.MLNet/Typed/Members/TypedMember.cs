using System.Reflection;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>A member of a class and the column it stands for: makes column getters of it, and sets it from a row.</summary>
internal abstract class TypedMember<TRow>
    where TRow : class
{
    protected TypedMember(SchemaDefinition.Column column) => Column = column;

    /// <summary>The column it stands for.</summary>
    public SchemaDefinition.Column Column { get; }

    public static TypedMember<TRow> Create(SchemaDefinition.Column column)
    {
        MemberInfo member = MemberColumns.Find(typeof(TRow), column);
        Type type = MemberColumns.ValueTypeOf(member);
        Type item = MemberColumns.ItemOf(type, out bool isVector);
        CheckType(column, type, item, isVector);

        if (type == typeof(string)) return new TextMember<TRow>(column, member);
        if (type == typeof(string[])) return new TextArrayMember<TRow>(column, member);
        return PrimitiveTypes.Visit(item, new Maker(column, member, type, isVector)) ?? CreateOther(column, member, type, item);
    }

    /// <summary>The getter of the column whose values are the member of the row's current object.</summary>
    public abstract Delegate CreateGetter(TypedRow<TRow> row);

    /// <summary>Sets the member of an object to the column's value in the row.</summary>
    public abstract Action<TRow> CreateSetter(DataViewRow row, DataViewSchema.Column source);

    /// <summary>Whether a column of that type can be put into the member.</summary>
    public bool Accepts(DataViewType type) => type is VectorDataViewType have
        ? Column.ColumnType is VectorDataViewType want && have.ItemType.RawType == want.ItemType.RawType
        : Column.ColumnType.RawType == type.RawType;

    protected InvalidOperationException NotReadable() => new($"Member '{Column.MemberName}' of {typeof(TRow)} cannot be read; give it a public getter or mark it with [NoColumn].");

    protected InvalidOperationException NotWritable() => new($"Member '{Column.MemberName}' of {typeof(TRow)} cannot be set; give it a public setter or mark it with [NoColumn].");

    // Types that other libraries add, images above all: the only case that makes types at run time.
    private static TypedMember<TRow> CreateOther(SchemaDefinition.Column column, MemberInfo member, Type type, Type item)
    {
        Type typed = type.IsArray ? typeof(ArrayMember<,>).MakeGenericType(typeof(TRow), item) : typeof(ValueMember<,>).MakeGenericType(typeof(TRow), type);
        return (TypedMember<TRow>)Activator.CreateInstance(typed, column, member)!;
    }

    // Whoever changed the definition may have given a type that the member's values are not.
    private static void CheckType(SchemaDefinition.Column column, Type type, Type item, bool isVector)
    {
        Type raw = item == typeof(string) ? typeof(ReadOnlyMemory<char>) : item;
        Type expected = isVector ? typeof(VBuffer<>).MakeGenericType(raw) : raw;
        if (column.ColumnType.RawType != expected)
            throw new ArgumentException($"Member '{column.MemberName}' of {typeof(TRow)} is {type}, the schema definition makes it a column of {column.ColumnType}; give a type whose values are {expected}.");
    }

    private sealed class Maker(SchemaDefinition.Column column, MemberInfo member, Type type, bool isVector) : IPrimitiveTypeVisitor<TypedMember<TRow>>
    {
        public TypedMember<TRow> Visit<T>()
            where T : notnull
            => type.IsArray ? new ArrayMember<TRow, T>(column, member)
                : isVector ? new ValueMember<TRow, VBuffer<T>>(column, member)
                : new ValueMember<TRow, T>(column, member);
    }
}
