using System.Numerics;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Activations;

/// <summary>
/// <c>f(z) = z s(z)</c>, s being the sigmoid; <c>f' = s (1 + z (1 - s))</c> (Elfwing, Uchibe, Doya 2018; also called
/// swish).
/// </summary>
internal sealed class SiLU : Activation
{
    public static readonly SiLU Instance = new();

    public override bool NeedsInput => true;

    public override void Forward(Span<float> z) => Elementwise.Map(z, z, default(Function));

    public override void Backward(ReadOnlySpan<float> value, Span<float> gradient) =>
        Elementwise.Map(value, gradient, default(Derivative));

    private readonly struct Function : IBinaryMap
    {
        public Vector<float> Invoke(Vector<float> z, Vector<float> same) => z * VectorMath.Sigmoid(z);
    }

    private readonly struct Derivative : IBinaryMap
    {
        public Vector<float> Invoke(Vector<float> z, Vector<float> g)
        {
            Vector<float> s = VectorMath.Sigmoid(z);
            return g * (s * (Vector<float>.One + z * (Vector<float>.One - s)));
        }
    }
}
