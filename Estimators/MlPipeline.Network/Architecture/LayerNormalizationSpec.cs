using System.Globalization;
using MlPipeline.Network.Layers;

namespace MlPipeline.Network;

/// <summary>
/// Layer normalization (Ba, Kiros, Hinton 2016): each row less its own mean, by its own standard deviation, then scaled
/// and shifted, value by value, by what is learned. An image counts as one long row.
/// </summary>
/// <param name="Epsilon">Added to the variance, above 0.</param>
/// <param name="Activation">The nonlinearity after it.</param>
public sealed record LayerNormalizationSpec(float Epsilon = 1e-5f, ActivationKind Activation = ActivationKind.Identity)
    : LayerSpec
{
    internal override bool NeedsFlatInput => true;

    internal override ActivationKind FinalActivation => Activation;

    internal override LayerSpec With(ActivationKind activation) => this with { Activation = activation };

    internal override string Words =>
        Epsilon == 1e-5f ? "layernorm" : string.Create(CultureInfo.InvariantCulture, $"layernorm epsilon {Epsilon}");

    internal override TensorShape OutputOf(TensorShape input)
    {
        if (!(Epsilon > 0) || !float.IsFinite(Epsilon))
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"has an epsilon of {Epsilon}; give a number above 0")
            );
        Require.Defined(Activation, nameof(Activation));
        return TensorShape.Flat(input.Size);
    }

    internal override long ParametersFor(TensorShape input) => 2L * input.Size;

    internal override long MultiplyAddsFor(TensorShape input) => input.Size;

    internal override Layer Create(Ports ports) => new LayerNormalization(ports, Epsilon, Activation);
}
