using System.Numerics;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Activations;

/// <summary><c>f(z) = z for z > 0, else s z</c> with s = 0.01, <c>f' = 1 or s</c> (Maas, Hannun, Ng 2013).</summary>
internal sealed class LeakyReLU : Activation
{
    public static readonly LeakyReLU Instance = new();

    private const float Slope = 0.01f;

    public override void Forward(Span<float> z) => Elementwise.Map(z, z, default(Function));

    public override void Backward(ReadOnlySpan<float> y, Span<float> gradient) =>
        Elementwise.Map(y, gradient, default(Derivative));

    private readonly struct Function : IBinaryMap
    {
        public Vector<float> Invoke(Vector<float> z, Vector<float> same) =>
            Vector.ConditionalSelect(Vector.GreaterThan(z, Vector<float>.Zero), z, z * Slope);
    }

    private readonly struct Derivative : IBinaryMap
    {
        // The slope is positive, so y > 0 exactly where z > 0.
        public Vector<float> Invoke(Vector<float> y, Vector<float> g) =>
            Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<float>.Zero), g, g * Slope);
    }
}
