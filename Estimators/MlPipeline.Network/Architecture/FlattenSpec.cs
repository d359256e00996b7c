using MlPipeline.Network.Layers;

namespace MlPipeline.Network;

/// <summary>Makes one long row of an image, channel by channel. A layer that needs one has it done by itself.</summary>
public sealed record FlattenSpec : LayerSpec
{
    internal override bool NeedsFlatInput => true;

    internal override string Words => "flatten";

    internal override TensorShape OutputOf(TensorShape input) => TensorShape.Flat(input.Size);

    internal override Layer Create(Ports ports) => new Flatten(ports);
}
