using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Makes a custom mapping again when a model that holds it is loaded.</summary>
internal interface ICustomMappingFactory
{
    ITransformer CreateTransformer(IHostEnvironment env, string contractName);
}

/// <summary>
/// Makes the action of a custom mapping. Derive from it, give the class a <see cref="CustomMappingFactoryAttributeAttribute"/>
/// with the contract's name, and a saved model finds it again.
/// </summary>
public abstract class CustomMappingFactory<TSrc, TDst> : ICustomMappingFactory
    where TSrc : class, new()
    where TDst : class, new()
{
    /// <summary>For derived classes.</summary>
    protected CustomMappingFactory()
    {
    }

    /// <summary>The action that reads a row from the first object and writes the new columns into the second.</summary>
    public abstract Action<TSrc, TDst> GetMapping();

    ITransformer ICustomMappingFactory.CreateTransformer(IHostEnvironment env, string contractName)
        => new CustomMappingTransformer<TSrc, TDst>(env, GetMapping(), contractName);
}
