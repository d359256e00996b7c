using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Initializers;

/// <summary><c>w ~ N(0, 0.05²)</c>.</summary>
internal sealed class Normal : Initializer
{
    private const double StandardDeviation = 0.05;

    public override float Draw(RandomStream random, int inputs, int outputs) =>
        (float)(random.NextGaussian() * StandardDeviation);
}
