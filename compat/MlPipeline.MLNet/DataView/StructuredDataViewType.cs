namespace Microsoft.ML.Data;

/// <summary>A type whose values are vectors or other structures.</summary>
public abstract class StructuredDataViewType : DataViewType
{
    /// <summary>With the .NET type of its values.</summary>
    protected StructuredDataViewType(Type rawType)
        : base(rawType)
    {
    }
}
