using System.Numerics;
using System.Numerics.Tensors;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Activations;

/// <summary><c>f(z) = max(0, z)</c>, <c>f' = 1 where y > 0, else 0</c> (Nair, Hinton 2010).</summary>
internal sealed class ReLU : Activation
{
    public static readonly ReLU Instance = new();

    // A NaN passes through Max, so a diverged network is noticed at its loss and not hidden here.
    public override void Forward(Span<float> z) => TensorPrimitives.Max(z, 0f, z);

    public override void Backward(ReadOnlySpan<float> y, Span<float> gradient) =>
        Elementwise.Map(y, gradient, default(Derivative));

    private readonly struct Derivative : IBinaryMap
    {
        public Vector<float> Invoke(Vector<float> y, Vector<float> g) =>
            Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<float>.Zero), g, Vector<float>.Zero);
    }
}
