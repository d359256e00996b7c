using System.Numerics;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Activations;

/// <summary><c>f(z) = log(1 + e^z)</c>, <c>f' = 1 / (1 + e^-z)</c> (Dugas et al. 2001).</summary>
internal sealed class Softplus : Activation
{
    public static readonly Softplus Instance = new();

    // 1 - e^-y would do as well, but for small y loses all its digits.
    public override bool NeedsInput => true;

    public override void Forward(Span<float> z) => Elementwise.Map(z, z, default(Function));

    public override void Backward(ReadOnlySpan<float> value, Span<float> gradient) =>
        Elementwise.Map(value, gradient, default(Derivative));

    private readonly struct Function : IBinaryMap
    {
        public Vector<float> Invoke(Vector<float> z, Vector<float> same) => VectorMath.Softplus(z);
    }

    private readonly struct Derivative : IBinaryMap
    {
        public Vector<float> Invoke(Vector<float> z, Vector<float> g) => g * VectorMath.Sigmoid(z);
    }
}
