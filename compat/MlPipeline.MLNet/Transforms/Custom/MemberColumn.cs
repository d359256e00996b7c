using System.Reflection;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>A member of a row's class and the column it stands for.</summary>
internal abstract class MemberColumn<TRow>(SchemaDefinition.Column definition)
    where TRow : class
{
    public string Name => definition.ColumnName;

    public DataViewType Type => definition.ColumnType;

    /// <summary>The members that a schema definition lists.</summary>
    public static MemberColumn<TRow>[] All(SchemaDefinition definition) => [.. definition.Select(Create)];

    public DataViewSchema.DetachedColumn ToColumn() => new(Name, Type, definition.Annotations);

    /// <summary>The input column that the member is read from.</summary>
    public DataViewSchema.Column Bind(IHost host, DataViewSchema inputSchema)
    {
        DataViewSchema.Column source = inputSchema.GetColumnOrNull(Name)
            ?? throw host.ExceptSchemaMismatch(nameof(inputSchema), "source", Name);
        bool sameShape = source.Type is VectorDataViewType vector
            ? Type is VectorDataViewType own && (!own.IsKnownSize || own.Size == vector.Size)
            : Type is not VectorDataViewType;
        if (!sameShape || ItemTypes.ItemOf(source.Type).RawType != ItemTypes.ItemOf(Type).RawType)
            throw host.ExceptSchemaMismatch(nameof(inputSchema), "source", Name, Type.ToString()!, source.Type.ToString()!);
        return source;
    }

    /// <summary>Copies the column's value of the current row into an object's member.</summary>
    public abstract Action<TRow> CreateReader(DataViewRow row, DataViewSchema.Column source);

    /// <summary>The getter of the column whose values are the member of the current object.</summary>
    public abstract Delegate CreateGetter(Func<TRow> current);

    private static MemberColumn<TRow> Create(SchemaDefinition.Column definition)
    {
        const BindingFlags members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        MemberInfo member = (MemberInfo?)typeof(TRow).GetProperty(definition.MemberName, members)
            ?? typeof(TRow).GetField(definition.MemberName, members)
            ?? throw new ArgumentException($"The schema definition names the member '{definition.MemberName}', which {typeof(TRow)} does not have.");
        Type type = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

        Type column = type == typeof(string) ? typeof(TextMember<TRow>)
            : type == typeof(string[]) ? typeof(TextArrayMember<TRow>)
            : type.IsArray ? typeof(ArrayMember<,>).MakeGenericType(typeof(TRow), type.GetElementType()!)
            : typeof(ValueMember<,>).MakeGenericType(typeof(TRow), type);
        return (MemberColumn<TRow>)Activator.CreateInstance(column, definition, member)!;
    }
}
