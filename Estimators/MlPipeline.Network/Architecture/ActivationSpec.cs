using MlPipeline.Network.Layers;

namespace MlPipeline.Network;

/// <summary>A nonlinearity by itself, where it cannot be the end of the layer before it.</summary>
/// <param name="Activation">The nonlinearity.</param>
public sealed record ActivationSpec(ActivationKind Activation) : LayerSpec
{
    internal override string Words => WordOf(Activation);

    /// <summary>
    /// The name of a nonlinearity in an architecture's text, as the command line has it elsewhere too.
    /// </summary>
    internal static string WordOf(ActivationKind kind) =>
        kind == ActivationKind.LeakyReLU ? "leaky-relu" : kind.ToString().ToLowerInvariant();

    internal override TensorShape OutputOf(TensorShape input)
    {
        Require.Defined(Activation, nameof(Activation));
        return input;
    }

    internal override Layer Create(Ports ports) => new ActivationLayer(ports, Activation);
}
