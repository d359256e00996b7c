using System.Globalization;
using MlPipeline.Network.Layers;

namespace MlPipeline.Network;

/// <summary>A fully connected layer: so many units, one activation.</summary>
/// <param name="Units">Outputs of the layer, at least 1.</param>
/// <param name="Activation">The nonlinearity.</param>
public sealed record DenseSpec(int Units, ActivationKind Activation = ActivationKind.Identity) : LayerSpec
{
    internal override bool NeedsFlatInput => true;

    internal override ActivationKind FinalActivation => Activation;

    internal override LayerSpec With(ActivationKind activation) => this with { Activation = activation };

    internal override string Words => string.Create(CultureInfo.InvariantCulture, $"dense {Units}");

    internal override TensorShape OutputOf(TensorShape input)
    {
        if (Units < 1)
            throw new ArgumentException($"has {Units} units; give at least 1");
        Require.Defined(Activation, nameof(Activation));
        return TensorShape.Flat(Units);
    }

    internal override long ParametersFor(TensorShape input) => (input.Size + 1L) * Units;

    internal override long MultiplyAddsFor(TensorShape input) => (long)input.Size * Units;

    internal override Layer Create(Ports ports) => new Dense(ports, Activation);
}
