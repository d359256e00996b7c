using System.Reflection;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Data;

/// <summary>Which members of a class stand for columns, and of what type.</summary>
internal static class MemberColumns
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public;

    /// <summary>The public fields, then the public properties that the direction asks for.</summary>
    public static IEnumerable<MemberInfo> Of(Type type, SchemaDefinition.Direction direction)
    {
        IEnumerable<MemberInfo> fields = type.GetFields(Instance);
        IEnumerable<MemberInfo> properties = type.GetProperties(Instance).Where(property => property.GetIndexParameters().Length == 0 && Fits(property, direction));
        return fields.Concat(properties).Where(member => !member.IsDefined(typeof(NoColumnAttribute), inherit: true));
    }

    /// <summary>The member that a schema definition names.</summary>
    public static MemberInfo Find(Type type, SchemaDefinition.Column column) =>
        (MemberInfo?)type.GetField(column.MemberName, Instance) ?? type.GetProperty(column.MemberName, Instance)
        ?? throw new ArgumentException($"The schema definition names the member '{column.MemberName}', which {type} does not have as a public field or property.");

    /// <summary>The .NET type of a member's values.</summary>
    public static Type ValueTypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    /// <summary>The column type that a member's type and attributes say.</summary>
    public static DataViewType TypeOf(MemberInfo member)
    {
        Type type = ValueTypeOf(member);
        if (type == typeof(MLImage)) return (member.GetCustomAttribute<ImageTypeAttribute>() ?? new ImageTypeAttribute()).Type;
        Type item = ItemOf(type, out bool isVector);
        PrimitiveDataViewType itemType = DataViewTypeManager.PrimitiveOrNull(item)
            ?? throw new ArgumentException($"Member '{member.Name}' of {member.DeclaringType} is {type}, which is no column type; mark it with [NoColumn] or use a number, bool, string, date, or an array of those.");
        if (member.GetCustomAttribute<KeyTypeAttribute>() is { } key) itemType = KeyOf(member, item, key);

        VectorTypeAttribute? vector = member.GetCustomAttribute<VectorTypeAttribute>();
        if (vector != null && !isVector) throw new ArgumentException($"Member '{member.Name}' of {member.DeclaringType} has [VectorType], but is {type}; make it an array or VBuffer.");
        return isVector ? new VectorDataViewType(itemType, vector?.Dimensions ?? [0]) : itemType;
    }

    /// <summary>The type of the items of an array or VBuffer, or the type itself.</summary>
    public static Type ItemOf(Type type, out bool isVector)
    {
        isVector = true;
        if (type.IsArray && type.GetArrayRank() == 1) return type.GetElementType()!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>)) return type.GetGenericArguments()[0];
        isVector = false;
        return type;
    }

    private static KeyDataViewType KeyOf(MemberInfo member, Type item, KeyTypeAttribute key)
    {
        if (!KeyDataViewType.IsValidDataType(item)) throw new ArgumentException($"Member '{member.Name}' of {member.DeclaringType} has [KeyType], but is {item}; make it byte, ushort, uint or ulong.");
        ulong most = item == typeof(byte) ? byte.MaxValue : item == typeof(ushort) ? ushort.MaxValue : item == typeof(uint) ? uint.MaxValue : ulong.MaxValue;
        return new KeyDataViewType(item, key.KeyCount ?? most);
    }

    private static bool Fits(PropertyInfo property, SchemaDefinition.Direction direction) =>
        (direction.HasFlag(SchemaDefinition.Direction.Read) && property.GetMethod is { IsPublic: true })
        || (direction.HasFlag(SchemaDefinition.Direction.Write) && property.SetMethod is { IsPublic: true });
}
