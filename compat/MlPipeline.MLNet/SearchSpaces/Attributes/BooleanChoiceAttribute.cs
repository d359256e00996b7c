namespace Microsoft.ML.SearchSpace;

/// <summary>The property or field is true or false.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, Inherited = false)]
public sealed class BooleanChoiceAttribute : Attribute
{
    /// <summary>A choice that starts with true.</summary>
    public BooleanChoiceAttribute() => DefaultValue = true;

    /// <summary>A choice that starts with the value given.</summary>
    public BooleanChoiceAttribute(bool defaultValue) => DefaultValue = defaultValue;

    /// <summary>Where to start.</summary>
    public bool DefaultValue { get; }
}
