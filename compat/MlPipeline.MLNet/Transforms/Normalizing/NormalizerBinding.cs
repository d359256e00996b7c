using Microsoft.ML.Data;
using Microsoft.ML.Model;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>A learnt function, the columns it maps between, and the type of the column it was learnt from.</summary>
internal sealed record NormalizerBinding(string Name, string InputName, DataViewType Type, NormalizerFunction Function)
{
    /// <summary>Writes the type: whether a vector, the item kind, and for a vector the number of its dimensions and each.</summary>
    public void SaveType(ModelSaveContext ctx)
    {
        ctx.Writer.Write(Type is VectorDataViewType);
        ctx.Writer.Write((byte)DataKinds.KindOrNull(ItemTypes.ItemOf(Type).RawType)!.Value);
        if (Type is not VectorDataViewType vector)
            return;
        ctx.Writer.Write(vector.Dimensions.Length);
        foreach (int dimension in vector.Dimensions)
            ctx.Writer.Write(dimension);
    }

    /// <summary>Reads what <see cref="SaveType"/> wrote.</summary>
    public static DataViewType LoadType(IExceptionContext context, ModelLoadContext ctx)
    {
        bool isVector = ctx.Reader.ReadBoolean();
        PrimitiveDataViewType? item = DataKinds.TypeOrNull((DataKind)ctx.Reader.ReadByte());
        if (item != NumberDataViewType.Single && item != NumberDataViewType.Double)
            throw context.ExceptDecode($"Corrupt model: a normalizer's items are of type {item}, not Single or Double.");
        if (!isVector)
            return item;
        var dimensions = new int[ctx.Reader.ReadCount(sizeof(int), "dimensions")];
        for (int i = 0; i < dimensions.Length; i++)
            dimensions[i] = ctx.Reader.ReadInt32();
        return new VectorDataViewType(item, dimensions);
    }

    /// <summary>Whether a column of that type has the items and the size that the function was learnt from.</summary>
    public bool Accepts(DataViewType type)
        => ItemTypes.ItemOf(type).Equals(ItemTypes.ItemOf(Type))
            && (type as VectorDataViewType)?.Size == (Type as VectorDataViewType)?.Size;
}
