namespace Microsoft.ML.SearchSpace;

/// <summary>The property or field is itself an object with parameters to search.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field, Inherited = false)]
public sealed class NestOptionAttribute : Attribute;
