using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Initializers;

/// <summary><c>w ~ N(0, 2 / inputs)</c> (He et al. 2015).</summary>
internal sealed class He : Initializer
{
    public override float Draw(RandomStream random, int inputs, int outputs) =>
        (float)(random.NextGaussian() * Math.Sqrt(2.0 / inputs));
}
