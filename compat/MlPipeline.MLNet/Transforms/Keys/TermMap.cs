using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The terms of one column in the order of their keys: term i has key i + 1, all else has key 0.</summary>
internal abstract class TermMap(PrimitiveDataViewType itemType, int count)
{
    public PrimitiveDataViewType ItemType { get; } = itemType;

    public int Count { get; } = count;

    /// <summary>ML.NET's key type for a map; even an empty map has room for one key.</summary>
    public KeyDataViewType KeyType { get; } = new(typeof(uint), Math.Max(1, count));

    /// <summary>The getter of the keys of a column's values.</summary>
    public abstract Delegate MakeGetter(DataViewRow row, DataViewSchema.Column column);

    /// <summary>Adds the terms as the annotation KeyValues, as text if asked to.</summary>
    public abstract void AddKeyValues(DataViewSchema.Annotations.Builder builder, DataViewSchema.Column source, bool asText);

    public abstract void Save(ModelSaveContext ctx);

    /// <summary>Writes the terms for people to read.</summary>
    public abstract void WriteText(TextWriter writer);
}
