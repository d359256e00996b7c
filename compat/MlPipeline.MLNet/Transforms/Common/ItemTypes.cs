using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>A column's type seen as items and a shape.</summary>
internal static class ItemTypes
{
    /// <summary>The type of a vector's items, or the type itself.</summary>
    public static DataViewType ItemOf(DataViewType type)
        => type is VectorDataViewType vector ? vector.ItemType : type;

    /// <summary>The type with its items replaced: a vector keeps its dimensions.</summary>
    public static DataViewType WithItem(DataViewType type, PrimitiveDataViewType item)
        => type is VectorDataViewType vector ? new VectorDataViewType(item, vector.Dimensions) : item;
}
