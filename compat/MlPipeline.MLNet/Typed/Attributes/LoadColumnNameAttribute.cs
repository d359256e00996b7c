namespace Microsoft.ML.Data;

/// <summary>The names of the fields that a member is read from, for sources whose fields have names.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class LoadColumnNameAttribute : Attribute
{
    /// <summary>One field.</summary>
    public LoadColumnNameAttribute(string fieldName) => Sources = [fieldName];

    /// <summary>Several fields.</summary>
    public LoadColumnNameAttribute(params string[] fieldNames) => Sources = fieldNames;

    internal string[] Sources { get; }
}
