using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Initializers;

/// <summary><c>w ~ U(-a, a), a = sqrt(6 / (inputs + outputs))</c> (Glorot, Bengio 2010).</summary>
internal sealed class Xavier : Initializer
{
    public override float Draw(RandomStream random, int inputs, int outputs) =>
        (float)((2 * random.NextDouble() - 1) * Math.Sqrt(6.0 / (inputs + outputs)));
}
