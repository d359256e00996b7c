namespace Microsoft.ML.Data;

/// <summary>Says that a member is a column of a type that another library adds.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class DataViewTypeAttribute : Attribute, IEquatable<DataViewTypeAttribute>
{
    /// <summary>Whether the other says the same.</summary>
    public abstract bool Equals(DataViewTypeAttribute? other);

    /// <summary>Makes the type known.</summary>
    public abstract void Register();
}
