using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Initializers;

/// <summary>Draws the initial weights of a layer.</summary>
internal abstract class Initializer
{
    /// <summary>One weight of a layer with so many inputs and outputs.</summary>
    public abstract float Draw(RandomStream random, int inputs, int outputs);

    public static Initializer Of(InitializerKind kind) =>
        kind switch
        {
            InitializerKind.Normal => new Normal(),
            InitializerKind.Xavier => new Xavier(),
            InitializerKind.He => new He(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such initializer."),
        };
}
