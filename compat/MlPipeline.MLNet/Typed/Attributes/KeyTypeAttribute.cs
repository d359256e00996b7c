namespace Microsoft.ML.Data;

/// <summary>Makes the column of an unsigned member a key: 1 to the count, 0 where it is missing.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class KeyTypeAttribute : Attribute
{
    /// <summary>A key of as many categories as the member's type can count.</summary>
    public KeyTypeAttribute()
    {
    }

    /// <summary>A key of so many categories.</summary>
    public KeyTypeAttribute(ulong count) => KeyCount = count;

    internal ulong? KeyCount { get; }
}
