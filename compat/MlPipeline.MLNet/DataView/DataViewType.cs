namespace Microsoft.ML.Data;

/// <summary>What the values of a column are.</summary>
public abstract class DataViewType : IEquatable<DataViewType>
{
    private protected DataViewType(Type rawType) => RawType = rawType;

    /// <summary>The .NET type a getter of the column fills.</summary>
    public Type RawType { get; }

    /// <inheritdoc/>
    public abstract bool Equals(DataViewType? other);
}

/// <summary>A type whose values are vectors or other structures.</summary>
public abstract class StructuredDataViewType : DataViewType
{
    /// <summary>With the .NET type of its values.</summary>
    protected StructuredDataViewType(Type rawType)
        : base(rawType)
    {
    }
}

/// <summary>A type of single values.</summary>
public abstract class PrimitiveDataViewType : DataViewType
{
    /// <summary>With the .NET type of its values.</summary>
    protected PrimitiveDataViewType(Type rawType)
        : base(rawType)
    {
    }
}
