namespace Microsoft.ML.Data;

/// <summary>A type of single values.</summary>
public abstract class PrimitiveDataViewType : DataViewType
{
    /// <summary>With the .NET type of its values.</summary>
    protected PrimitiveDataViewType(Type rawType)
        : base(rawType)
    {
    }
}
