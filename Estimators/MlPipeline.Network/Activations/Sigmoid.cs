using System.Numerics;
using System.Numerics.Tensors;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Activations;

/// <summary><c>f(z) = 1 / (1 + e^-z)</c>, <c>f' = y (1 - y)</c>.</summary>
internal sealed class Sigmoid : Activation
{
    public static readonly Sigmoid Instance = new();

    public override void Forward(Span<float> z) => TensorPrimitives.Sigmoid(z, z);

    public override void Backward(ReadOnlySpan<float> y, Span<float> gradient) =>
        Elementwise.Map(y, gradient, default(Derivative));

    private readonly struct Derivative : IBinaryMap
    {
        public Vector<float> Invoke(Vector<float> y, Vector<float> g) => g * (y * (Vector<float>.One - y));
    }
}
