namespace Microsoft.ML.Transforms;

/// <summary>Says under which contract name a custom mapping's factory is found when a model is loaded.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CustomMappingFactoryAttributeAttribute : ExtensionBaseAttribute
{
    /// <summary>The factory serves that contract.</summary>
    public CustomMappingFactoryAttributeAttribute(string contractName)
        : base(contractName)
    {
    }
}
