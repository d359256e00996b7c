namespace Microsoft.ML.Runtime;

/// <summary>What components run in: channels, randomness, the catalog of loadable classes.</summary>
public interface IHostEnvironment : IChannelProvider, IProgressChannelProvider
{
    /// <summary>The classes that model files can name.</summary>
    ComponentCatalog ComponentCatalog { get; }

    /// <summary>The host of a component.</summary>
    /// <param name="name">The component's name.</param>
    /// <param name="seed">Seed of its random numbers; drawn from the parent's where null.</param>
    /// <param name="verbose">Of no effect: a context's log gets all messages, of whatever kind.</param>
    IHost Register(string name, int? seed = null, bool? verbose = null);
}
