using MlPipeline.Network;

namespace MlPipeline.Estimators;

/// <summary>Networks that begin with layers of another.</summary>
internal static class NetworkTransfer
{
    /// <summary>A network with the hidden layers of another, whose first layers also have its weights.</summary>
    /// <param name="source">The other; it does not change.</param>
    /// <param name="layers">How many layers have its weights; the rest is random.</param>
    /// <param name="spec">Inputs, outputs and loss; its hidden layers do not count.</param>
    /// <param name="featureColumn">The column of the inputs, as messages say it.</param>
    /// <param name="initializer">Of the rest.</param>
    /// <param name="seed">Of the rest.</param>
    /// <exception cref="ArgumentException">The other takes another number of inputs.</exception>
    public static FeedForwardNetwork Begin(
        FeedForwardNetwork source,
        int layers,
        NetworkSpec spec,
        string featureColumn,
        InitializerKind initializer,
        int seed
    )
    {
        if (source.Spec.InputSize != spec.InputSize)
            throw new ArgumentException(
                $"The model to take layers from has {source.Spec.InputSize} inputs; the feature column "
                    + $"'{featureColumn}' has {spec.InputSize} features."
            );
        var network = new FeedForwardNetwork(
            source.Spec with
            {
                OutputSize = spec.OutputSize,
                Loss = spec.Loss,
            },
            initializer,
            seed
        );
        for (int layer = 0; layer < layers; layer++)
            network.SetLayerParameters(layer, source.GetLayerParameters(layer));
        return network;
    }
}
