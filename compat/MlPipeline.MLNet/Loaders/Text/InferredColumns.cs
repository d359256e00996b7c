using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>The columns that a class's [LoadColumn] attributes say.</summary>
internal static class InferredColumns
{
    public static TextLoader.Column[] Of(Type type)
    {
        List<TextLoader.Column> columns = [];
        foreach (MemberInfo member in MemberColumns.Of(type, SchemaDefinition.Direction.Both))
        {
            if (member.GetCustomAttribute<LoadColumnAttribute>() is { } load) columns.Add(Of(member, load));
        }
        if (columns.Count == 0) throw new ArgumentException($"No public field or property of {type} has [LoadColumn]; mark those that are to be loaded.");
        return [.. columns];
    }

    private static TextLoader.Column Of(MemberInfo member, LoadColumnAttribute load)
    {
        DataViewType type = MemberColumns.TypeOf(member);
        bool isVector = type is VectorDataViewType;
        DataViewType item = isVector ? ((VectorDataViewType)type).ItemType : type;
        DataKind kind = TypeCodes.KindOf(item.RawType) ?? throw new ArgumentException($"Member '{member.Name}' of {member.DeclaringType} is {item}, which cannot be read from text.");
        TextLoader.Range[] sources = [.. load.Sources.Select(range => new TextLoader.Range(range.Min, range.Max) { ForceVector = isVector })];
        TextLoader.Column column = new(
            member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name,
            kind,
            sources,
            item is KeyDataViewType key ? new KeyCount(key.Count) : null);
        if (!isVector && column.IsVector) throw new ArgumentException($"Member '{member.Name}' of {member.DeclaringType} is loaded from several fields; make it an array.");
        return column;
    }
}
