namespace Microsoft.ML;

/// <summary>Marks classes that a model file names by a contract.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class ExtensionBaseAttribute : Attribute
{
    private protected ExtensionBaseAttribute(string contractName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contractName);
        ContractName = contractName;
    }

    /// <summary>The contract.</summary>
    public string ContractName { get; }
}
