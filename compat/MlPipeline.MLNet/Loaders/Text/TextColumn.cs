namespace Microsoft.ML.Data;

/// <summary>A column whose fields are known.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="Ranges">The fields: from the first to the last, included; the last is -1 where it is the end of each line.</param>
internal sealed record TextColumn(string Name, DataViewType Type, (int Min, int Max)[] Ranges)
{
    public PrimitiveDataViewType ItemType => Type is VectorDataViewType vector ? vector.ItemType : (PrimitiveDataViewType)Type;

    /// <summary>The single field of a column that is no vector.</summary>
    public int Field => Ranges[0].Min;
}
