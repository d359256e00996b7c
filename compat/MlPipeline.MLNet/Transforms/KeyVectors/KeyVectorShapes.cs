using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>What becomes of a column's type when its keys are spread over numbers.</summary>
internal static class KeyVectorShapes
{
    /// <summary>How many keys a column may have.</summary>
    /// <exception cref="ArgumentException">It has no keys, or too many.</exception>
    public static int KeyCount(IHost host, DataViewSchema.Column source)
    {
        if (ItemTypes.ItemOf(source.Type) is not KeyDataViewType key)
            throw host.ExceptSchemaMismatch("inputSchema", "input", source.Name, "a key, or a vector of keys", source.Type.ToString()!);
        return key.Count <= int.MaxValue
            ? (int)key.Count
            : throw host.ExceptSchemaMismatch("inputSchema", "input", source.Name, $"a key of at most {int.MaxValue} values", source.Type.ToString()!);
    }

    /// <summary>The slots of a source: 1 for a single key, 0 where they vary.</summary>
    public static int Slots(DataViewSchema.Column source) => source.Type is VectorDataViewType vector ? vector.Size : 1;

    /// <summary>So many numbers for every slot of the source.</summary>
    public static VectorDataViewType Spread(DataViewSchema.Column source, int count) =>
        source.Type is not VectorDataViewType vector ? new VectorDataViewType(NumberDataViewType.Single, count)
        : vector.Size == 0 ? new VectorDataViewType(NumberDataViewType.Single)
        : new VectorDataViewType(NumberDataViewType.Single, vector.Dimensions.Add(count));

    public static SchemaShape.Column Find(IHost host, SchemaShape inputSchema, string name)
    {
        SchemaShape.Column input = host.FindInput(inputSchema, name);
        return input.IsKey ? input : throw host.ExceptSchemaMismatch(nameof(inputSchema), "input", name, "a key, or a vector of keys", input.TypeText());
    }
}
