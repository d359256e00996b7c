using System.Numerics;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Activations;

/// <summary><c>f(z) = tanh z</c>, <c>f' = 1 - y²</c>.</summary>
internal sealed class Tanh : Activation
{
    public static readonly Tanh Instance = new();

    public override void Forward(Span<float> z) => Elementwise.Map(z, z, default(Function));

    public override void Backward(ReadOnlySpan<float> y, Span<float> gradient) =>
        Elementwise.Map(y, gradient, default(Derivative));

    private readonly struct Function : IBinaryMap
    {
        public Vector<float> Invoke(Vector<float> z, Vector<float> same) => VectorMath.Tanh(z);
    }

    private readonly struct Derivative : IBinaryMap
    {
        public Vector<float> Invoke(Vector<float> y, Vector<float> g) => g * (Vector<float>.One - y * y);
    }
}
