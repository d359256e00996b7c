using System.Globalization;
using MlPipeline.Network.Layers;

namespace MlPipeline.Network;

/// <summary>
/// Batch normalization (Ioffe, Szegedy 2015): each channel less its mean over the mini-batch (and over the pixels), by
/// its standard deviation, then scaled and shifted by what is learned. Scoring takes running averages of both instead.
/// </summary>
/// <param name="Momentum">
/// Weight of a mini-batch in the running averages, above 0 to 1; their variance is the unbiased one.
/// </param>
/// <param name="Epsilon">Added to the variance, above 0.</param>
/// <param name="Activation">The nonlinearity after it.</param>
public sealed record BatchNormalizationSpec(
    float Momentum = 0.1f,
    float Epsilon = 1e-5f,
    ActivationKind Activation = ActivationKind.Identity
) : LayerSpec
{
    internal override ActivationKind FinalActivation => Activation;

    internal override LayerSpec With(ActivationKind activation) => this with { Activation = activation };

    internal override string Words
    {
        get
        {
            string words = "batchnorm";
            if (Momentum != 0.1f)
                words += string.Create(CultureInfo.InvariantCulture, $" momentum {Momentum}");
            return Epsilon == 1e-5f
                ? words
                : words + string.Create(CultureInfo.InvariantCulture, $" epsilon {Epsilon}");
        }
    }

    internal override TensorShape OutputOf(TensorShape input)
    {
        if (!(Momentum > 0 && Momentum <= 1))
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"has a momentum of {Momentum}; give a number above 0 and not above 1"
                )
            );
        if (!(Epsilon > 0) || !float.IsFinite(Epsilon))
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"has an epsilon of {Epsilon}; give a number above 0")
            );
        Require.Defined(Activation, nameof(Activation));
        return input;
    }

    internal override long ParametersFor(TensorShape input) => 2L * input.Channels;

    internal override long MultiplyAddsFor(TensorShape input) => input.Size;

    internal override Layer Create(Ports ports) => new BatchNormalization(ports, Momentum, Epsilon, Activation);
}
